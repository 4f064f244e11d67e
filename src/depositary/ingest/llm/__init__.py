"""A language model behind an OpenAI-compatible address: settings, transport, answers that are kept, runs over them.

Enters: settings (options, environment, configuration file) and reports. Leaves: readings, refusals, and a tally of
what was asked. The one HTTP client of ``sources`` does the sending; what is asked and what an answer means is
``reading.llm``'s affair.
"""
