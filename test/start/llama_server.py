"""Serves one GGUF file over HTTP with llama.cpp (package xllamacpp), on loopback only.

Prints one JSON line when it is ready, or when it cannot start; everything native goes to stderr.
It is started with a pipe as standard input and ends when that pipe closes, when its parent is gone, or on a signal.
"""

import argparse
import json
import os
import signal
import threading
import time


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--model", required=True, help="the name the server answers to")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--ctx", type=int, default=8192, help="tokens of context of each slot")
    parser.add_argument("--parallel", type=int, default=1, help="requests answered at the same time")
    parser.add_argument("--key", action="append", default=[], help="a key to accept; none: every request")
    return parser.parse_args()


def wait_for_end_of_input():
    # os.read, because a thread blocked in a buffered reader aborts the interpreter's exit.
    while os.read(0, 65536):
        pass


def wait_for_end_of_parent(parent):
    while os.getppid() == parent:
        time.sleep(0.5)


def exit_after(wait, *values):
    def run():
        wait(*values)
        os._exit(0)

    threading.Thread(target=run, daemon=True).start()


def server_parameters(options):
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = os.path.abspath(options.weights)
    parameters.model_alias = {options.model}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = options.port
    parameters.api_keys = options.key
    # The context is divided by the number of slots.
    parameters.n_ctx = options.ctx * options.parallel
    parameters.n_parallel = options.parallel
    # More threads than cores make it a hundred times slower.
    parameters.cpuparams.n_threads = options.threads
    parameters.cpuparams_batch.n_threads = options.threads
    parameters.endpoint_slots = parameters.endpoint_metrics = parameters.endpoint_props = True
    parameters.sse_ping_interval = 30
    return parameters


def main():
    parent = os.getppid()
    options = arguments()
    exit_after(wait_for_end_of_input)
    exit_after(wait_for_end_of_parent, parent)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    line = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # native code prints to standard output as well

    def say(**words):
        print(json.dumps(words), file=line, flush=True)

    try:
        import xllamacpp

        server = xllamacpp.Server(server_parameters(options))  # returns when the weights are loaded
    except Exception as error:
        say(kind="failed", reason=str(error))
        os._exit(1)
    say(kind="ready", url=server.listening_address)
    threading.Event().wait()


main()
