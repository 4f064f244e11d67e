"""How fast the pages and the HTTP interface answer: 20 clients at once over a register, on loopback.

    python benchmarks/web.py REGISTER [--seconds 20] [--clients 20] [--workers N] [--fresh] [--ask new|days]
        [--add FILE]

The server runs as a process of its own. Each client asks a page drawn by chance (a fixed seed), waits for the
whole answer and asks again. Told for each kind of address: requests, p50, p95 and the longest, in
milliseconds; then the server's largest memory. The status of all agreements is worked out before the
clients begin; how long that takes is told too. With ``--fresh`` the server remembers no answer, so that each is
worked out, as if no two clients ever asked for the same address. The server's processor time for an answer is told
as well: on a machine that does other work beside, it says more than the clock. ``--workers`` is the number of
processes that answer (default: as ``depositary serve`` chooses); time and memory are those of all of them.

``--ask new`` adds a number to each address, so that none is asked twice; ``--ask days`` asks each about a day drawn by
chance. ``--add FILE`` runs ``depositary add FILE`` on the same register meanwhile. The server's memory is told every
five seconds, so that growth shows. Answers other than 200 are counted as a kind of their own, and so are connections
that fail.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
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

from depositary.web.workers import choose_workers

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


def serve_fresh(register: str, port: int, workers: int) -> None:
    """Serve a register without remembering any answer."""
    from depositary.register.storage.opening import open_store
    from depositary.web.workers import Plan, serve_alone, serve_together, stop_in_order

    plan = Plan(register, "127.0.0.1", port, answers=0)
    with stop_in_order():
        if workers > 1:
            serve_together(plan, workers)
        else:
            serve_alone(plan, open_store(register), None)


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


COUNTER = itertools.count()


def vary(path: str, form: str, draw: random.Random) -> str:
    """Return an address as it is, one that nobody has asked yet, or one about a day drawn by chance."""
    day = f"on={draw.randrange(2003, 2027)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
    more = {"new": f"fresh={next(COUNTER)}", "days": day}.get(form)
    return f"{path}{'&' if '?' in path else '?'}{more}" if more else path


def run_client(seed: int, paths: dict[str, list[str]], form: str, until: float, told: dict[str, list[float]]) -> None:
    """Ask for addresses drawn by chance until the time is over."""
    draw = random.Random(seed)
    connection = connect()
    while time.monotonic() < until:
        kind = draw.choice(sorted(paths))
        begin = time.perf_counter()
        try:
            status, _ = ask(connection, vary(draw.choice(paths[kind]), form, draw))
        except (OSError, http.client.HTTPException) as error:
            status, connection = type(error).__name__, connect()
        told[kind if status == 200 else f"{kind} {status}"].append(1000 * (time.perf_counter() - begin))


def share(values: list[float], part: float) -> float:
    """Return a quantile."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def list_family(pid: int) -> list[int]:
    """Return a process and those that it started."""
    parents = {int(path.parent.name): read_stat(path)[1] for path in Path("/proc").glob("[0-9]*/stat")}
    return [pid, *(child for child, parent in parents.items() if int(parent) == pid)]


def read_stat(path: Path) -> list[str]:
    """Return the fields of a process's ``stat`` that follow its name."""
    return path.read_text("utf-8").rpartition(")")[2].split()


def read_memory(pid: int, field: str = "VmHWM") -> int:
    """Return the largest memory so far of a process and those that it started in MB, or another field of its status."""
    found = 0
    for each in list_family(pid):
        lines = Path(f"/proc/{each}/status").read_text("utf-8").splitlines()
        found += next((int(line.split()[1]) for line in lines if line.startswith(field)), 0)
    return found // 1000


def read_cpu(pid: int) -> float:
    """Return the seconds of processor time that a process and those that it started have taken."""
    fields = [read_stat(Path(f"/proc/{each}/stat")) for each in list_family(pid)]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def watch_memory(pid: int, until: float) -> list[str]:
    """Return the memory of a process in MB, every five seconds until the time is over."""
    told = []
    while time.monotonic() < until:
        told.append(str(read_memory(pid, "VmRSS")))
        time.sleep(min(5.0, max(0.0, until - time.monotonic())))
    return told


def measure(clients: int, seconds: float, form: str, server: int) -> None:
    """Run the clients and print what they saw."""
    paths, told = list_paths(), defaultdict[str, list[float]](list)
    until, begun = time.monotonic() + seconds, read_cpu(server)
    threads = [threading.Thread(target=run_client, args=(seed, paths, form, until, told)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    memory = watch_memory(server, until)
    for thread in threads:
        thread.join()
    load, taken = os.getloadavg()[0], read_cpu(server) - begun
    everything = [each for part in told.values() for each in part]
    failed = {kind: len(part) for kind, part in told.items() if kind not in paths}
    print(f"{len(everything)} requests, p99 {share(everything, 0.99):.0f} ms, max {max(everything):.0f} ms")
    each = 1000 * taken / len(everything)
    print(f"processor time of the server: {taken:.1f} s, {each:.1f} ms an answer; got {taken / seconds:.0%} of a core")
    print(f"failed: {failed or 'none'}; memory of the server in MB: {' '.join(memory)}")
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
    parser.add_argument("--ask", choices=("same", "new", "days"), default="same", help="how addresses vary")
    parser.add_argument("--add", metavar="FILE", help="add this file to the register meanwhile")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=choose_workers("file"), help="processes that answer")
    asked = parser.parse_args()
    if asked.serve:
        serve_fresh(asked.register, asked.serve, asked.workers)
        return
    command = [
        sys.executable,
        "-m",
        "depositary.cli",
        "--register",
        asked.register,
        "serve",
        "--port",
        str(PORT),
        "--rate",
        "0",
        "--workers",
        str(asked.workers),
    ]
    if asked.fresh:
        own = ["--serve", str(PORT), "--workers", str(asked.workers)]
        command = [sys.executable, __file__, asked.register, *own]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait()
        print(f"status of all agreements worked out in {work_out():.1f} s")
        base = command[: command.index("serve")] if not asked.fresh else []
        adding = subprocess.Popen([*base, "add", "--jobs", "1", asked.add]) if asked.add and base else None
        measure(asked.clients, asked.seconds, asked.ask, server.pid)
        if adding:
            print(f"add is {'still running' if adding.poll() is None else f'done, exit code {adding.returncode}'}")
            adding.wait()
        print(f"server's largest memory: {read_memory(server.pid)} MB, {asked.workers} workers")
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
