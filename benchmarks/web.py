"""How fast the pages and the HTTP interface answer: 20 clients at once over a register, on loopback.

    python benchmarks/web.py REGISTER [--seconds 20] [--clients 20] [--fresh]

The server runs as a process of its own. Each client asks a page drawn by chance (a fixed seed), waits for the
whole answer and asks again. Told for each kind of address: requests, p50, p95 and the longest, in
milliseconds; then the server's largest memory. The status of all agreements is worked out before the
clients begin; how long that takes is told too. With ``--fresh`` the server remembers no answer, so that each is
worked out, as if no two clients ever asked for the same address.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

START = 120  # seconds to wait for the server
WORDS = ("nuclear", "Iran", "ceasefire", "trade agreement", "Paris Agreement", "Treaty of Lisbon", "Sudan peace", "gas")


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    """Ask for a path and return status and body."""
    connection.request("GET", path, headers={"accept-encoding": "identity"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def find_port() -> int:
    """Return a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


PORT = find_port()


def connect() -> http.client.HTTPConnection:
    """Return a connection to the server."""
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)


def serve_fresh(register: str, port: int) -> None:
    """Serve a register without remembering any answer."""
    import uvicorn

    from depositary.register.storage.opening import open_store
    from depositary.web.app import make_app
    from depositary.web.memory import Memory

    store = open_store(register)
    app = make_app(store, lambda reports: [], "benchmark")
    app.state.memory = Memory(most=0)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
    store.close()


def wait() -> None:
    """Wait until the server answers.

    Raises:
        TimeoutError: it does not.
    """
    end = time.monotonic() + START
    while time.monotonic() < end:
        try:
            ask(connect(), "/static/mark.svg")
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server does not answer")


def work_out() -> float:
    """Wait until the status of all agreements is known; return the seconds it took."""
    begin = time.monotonic()
    while not json.loads(ask(connect(), "/api/v1/agreements?limit=1")[1])["status_complete"]:
        time.sleep(0.1)
    return time.monotonic() - begin


def list_paths() -> dict[str, list[str]]:
    """Return the addresses to ask, by kind."""
    items = json.loads(ask(connect(), "/api/v1/agreements?limit=200")[1])["items"]
    drawn = random.Random(1).sample(items, min(80, len(items)))
    ids = [item["id"] for item in drawn]
    pairs = [item["parties"][:2] for item in drawn if len(item["parties"]) > 1] or [["RUS", "UKR"]]
    claims = [json.loads(ask(connect(), f"/api/v1/agreements/{i}/claims?limit=1")[1])["items"] for i in ids[:40]]
    told = [found[0]["report"]["id"] for found in claims if found]
    return {
        "page home": ["/"],
        "page list": ["/agreements", "/agreements?kind=treaty", "/agreements?area=energy&sort=latest"],
        "page search": [f"/agreements?q={quote(words)}" for words in WORDS],
        "page agreement": [f"/agreements/{i}" for i in ids],
        "page report": [f"/reports/{i}" for i in told],
        "page actor": [f"/actors/{pair[0]}" for pair in pairs],
        "page pair": [f"/between/{pair[0]}/{pair[1]}" for pair in pairs],
        "page due": ["/due"],
        "page map": ["/map", *[f"/map?party={pair[0]}" for pair in pairs[:8]]],
        "page network": ["/network", "/network?area=trade", *[f"/network?told={year}" for year in range(2018, 2025)]],
        "page review": ["/review", "/review?sort=disputed", "/review?sort=unsure", "/review?sort=merges&page=2"],
        "page history": ["/history"],
        "api list": ["/api/v1/agreements", "/api/v1/agreements?party=USA&limit=50"],
        "api search": [f"/api/v1/agreements?q={quote(words)}" for words in WORDS],
        "api agreement": [f"/api/v1/agreements/{i}" for i in ids],
        "api status": [f"/api/v1/status?q={quote(words)}" for words in WORDS],
        "api between": [f"/api/v1/between/{pair[0]}/{pair[1]}" for pair in pairs],
        "api due": ["/api/v1/due"],
        "api network": ["/api/v1/network", "/api/v1/network?area=energy"],
    }


def run_client(seed: int, paths: dict[str, list[str]], until: float, told: dict[str, list[float]]) -> None:
    """Ask for addresses drawn by chance until the time is over."""
    draw = random.Random(seed)
    connection = connect()
    while time.monotonic() < until:
        kind = draw.choice(sorted(paths))
        begin = time.perf_counter()
        status, _ = ask(connection, draw.choice(paths[kind]))
        told[kind if status == 200 else f"{kind} {status}"].append(1000 * (time.perf_counter() - begin))


def share(values: list[float], part: float) -> float:
    """Return a quantile."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def read_memory(pid: int) -> str:
    """Return the largest memory of a process so far."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith("VmHWM"))


def measure(clients: int, seconds: float) -> None:
    """Run the clients and print what they saw."""
    paths, told = list_paths(), defaultdict[str, list[float]](list)
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=run_client, args=(seed, paths, until, told)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load = os.getloadavg()[0]
    print(f"{sum(map(len, told.values())) / seconds:.0f} requests/s, {clients} clients, load of the machine {load:.1f}")
    for sort in ("page", "api"):
        values = [each for kind, part in told.items() if kind.startswith(sort) for each in part]
        p50, p95 = share(values, 0.5), share(values, 0.95)
        print(f"{sort + ', all':20} {len(values):6} requests  p50 {p50:7.1f}  p95 {p95:7.1f} ms")
    for kind, values in sorted(told.items()):
        p50, p95 = share(values, 0.5), share(values, 0.95)
        print(f"{kind:20} {len(values):6} requests  p50 {p50:7.1f}  p95 {p95:7.1f}  max {max(values):7.1f} ms")


def main() -> None:
    """Start a server, measure it, and stop it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("register")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--fresh", action="store_true", help="the server remembers no answer")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve_fresh(asked.register, asked.serve)
        return
    command = [sys.executable, "-m", "depositary.cli", "--register", asked.register, "serve", "--port", str(PORT)]
    if asked.fresh:
        command = [sys.executable, __file__, asked.register, "--serve", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait()
        print(f"status of all agreements worked out in {work_out():.1f} s")
        measure(asked.clients, asked.seconds)
        print(f"server's largest memory: {read_memory(server.pid)}")
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
