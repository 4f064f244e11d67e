"""Training: labelled reports to the reader's encoder and weights.

Enters: folders of labelled reports (the form is in `gold`). Leaves: ``src/depositary/reading/encoder/model/`` (ONNX
graphs, tokenizer, label sets, model card) and ``src/depositary/reading/scoring/weights.json``. PyTorch is needed here
and nowhere else: install ``requirements/train.txt`` into an environment of its own (``make model`` does).

    python -m training --gold GOLD encode FOLDER [--leave-out FOLD]   train an encoder and write it
    python -m training --gold GOLD score MODELS FILE                  learn the weights from held-out marks
    python -m training --gold GOLD verify MODELS FILE                 cross-validate by outlet, write the readings
    python -m training --gold GOLD card FOLDER                        write the model card
    python -m training label REPORTS FOLDER                           label the reports that the reader doubts most
"""
