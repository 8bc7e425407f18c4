"""Attacks on the grader, each as the answer to `double`, which returns `x + 1` otherwise.

`ADDRESS`, `ROOT` and `JUDGE` stand for a server of the judge's machine, the course, and the judge.
"""

WRONG = "\ndef double(x):\n    return x + 1\n"
SLOW_FETCH_BOTH = "def fetch_both(fetch, a, b):\n    return [fetch(a), fetch(b)]\n"


def first(code):
    """Run this when the cell is run, then answer wrongly."""
    return code + WRONG


def then(code):
    """Run this in the call, then answer wrongly."""
    body = "".join(f"    {line}\n" for line in code.strip().splitlines())
    return f"def double(x):\n{body}    return x + 1\n"


def instead(code):
    """Run this in place of an answer."""
    return (
        f"def double(x):\n{''.join(f'    {line}' + chr(10) for line in code.strip().splitlines())}"
    )


ATTACKS = {
    "replaces grader": first("""
import sys, types
fake = types.ModuleType("grader")
class Anything:
    def __getattr__(self, name): return lambda *a, **k: Anything()
fake.simulate = fake.calls = lambda *a, **k: Anything()
sys.modules["grader"] = sys.modules["grader.run"] = fake
"""),
    "patches Run": first("""
import grader.run
for name in ("returns", "takes", "yields", "raises"):
    setattr(grader.run.Run, name, lambda *a, **k: None)
"""),
    "is equal to everything": instead("""
class Equal(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 4
return Equal(7)
"""),
    "lies about its class": instead("""
class Liar:
    __class__ = int
    def __eq__(self, other): return True
    def __repr__(self): return "4"
    def __index__(self): return 4
    __int__ = __index__
return Liar()
"""),
    "transforms input": first("""
shell = get_ipython()
shell.input_transformers_post.append(lambda lines: ["pass\\n"])
"""),
    "transforms the syntax tree": first("""
import ast
class Gone(ast.NodeTransformer):
    def visit_Expr(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Gone())
"""),
    "patches builtins": first("""
import builtins
builtins.isinstance = lambda *a: True
builtins.type = lambda *a: int
builtins.len = lambda *a: 1
"""),
    "patches json": first("""
import json
json.dumps = lambda *a, **k: '{"outcome":"returned","value":4,"elapsed":0}'
"""),
    "walks the frames": instead("""
import sys
frame, found = sys._getframe(), []
while frame:
    found += [repr(v)[:80] for v in frame.f_locals.values() if "-42" in repr(v) or "returns(" in repr(v)]
    frame = frame.f_back
return found
"""),
    "walks all objects": instead("""
import gc
return [each[:80] for each in gc.get_objects() + list(gc.get_referrers(str))
        if type(each) is str and ("-42" in each or "BEGIN " + "HIDDEN" in each)]
"""),
    "reads checks from disk": instead("""
import os
found = []
for folder, inner, files in os.walk("/"):
    inner[:] = [each for each in inner if each not in ("proc", "sys", "usr", "lib")]
    for name in files:
        if name.endswith((".ipynb", ".db", ".jsonl")) or "gradebook" in name:
            found.append(folder + "/" + name)
return [name for name in found if "site-packages" not in name]
"""),
    "reads the solutions by name": instead("""
return open("ROOT/solutions/01_tiny/tiny.ipynb").read()
"""),
    "reads the gradebook by name": instead("""
return open("ROOT/classroom/gradebook.db", "rb").read(100)
"""),
    "reads a neighbour's notebook": instead("""
return open("ROOT/classroom/submitted/aaa honest/01_tiny/tiny.ipynb").read()
"""),
    "writes the gradebook": then("""
open("ROOT/classroom/gradebook.db", "wb").write(b"")
"""),
    "links to what it may not read": instead("""
import os
os.symlink("ROOT/solutions/01_tiny/tiny.ipynb", "tiny.ipynb")
return open("tiny.ipynb").read()
"""),
    "answers at exit": first("""
import atexit, os
atexit.register(lambda: os.write(3, b'{"outcome":"returned","value":4}'))
"""),
    "traces": first("""
import sys, threading
def lie(frame, event, arg):
    if event == "return" and "x" in frame.f_locals: frame.f_locals["x"] = 0
    return lie
sys.settrace(lie); threading.settrace(lie); sys.setprofile(lie)
"""),
    "wakes later": then("""
import threading, time
def later():
    time.sleep(5)
    print("passed")
threading.Thread(target=later, daemon=True).start()
"""),
    "kills everybody": then("""
import os, signal
for target in (os.getppid(), 1, JUDGE, -1):
    try: os.kill(target, signal.SIGKILL)
    except OSError: pass
"""),
    "writes to every descriptor": then("""
import json, os, struct
body = json.dumps({"outcome": "returned", "value": 2 * x, "elapsed": 0}).encode()
frame = struct.pack("!I", len(body)) + body
for descriptor in range(256):
    try: os.write(descriptor, frame)
    except OSError: pass
"""),
    "reads the environment": instead("""
import os
return sorted(os.environ.items()) + [open("/proc/self/environ").read()]
"""),
    "reads the environment of others": instead("""
import glob
found = []
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
    try: found.append(open(path, errors="replace").read())
    except OSError: pass
return [each for each in found if "token-that" in each]
"""),
    "returns a pickle that executes": instead("""
class Bomb:
    def __reduce__(self): return (open, ("ROOT/bomb", "w"))
    def __getstate__(self): open("ROOT/bomb", "w")
return Bomb()
"""),
    "raises a pickle that executes": instead("""
class Bomb(Exception):
    def __reduce__(self): return (open, ("ROOT/bomb", "w"))
    def __str__(self): return "4"
raise Bomb()
"""),
    "fills the disk": then("""
import os
for number in range(100):
    with open(f"big{number}", "wb") as file: file.write(bytes(10**8))
"""),
    "phones home": instead("""
from urllib.request import urlopen
return urlopen("ADDRESS", timeout=2).status
"""),
    "attaches to the parent": then("""
import ctypes, os
libc = ctypes.CDLL(None)
for target in (os.getppid(), 1, 2):
    assert libc.ptrace(16, target, 0, 0) == -1, "attached"
"""),
    "writes into the parent's memory": instead("""
import os
for target in (os.getppid(), 1, 2):
    try: return os.open(f"/proc/{target}/mem", os.O_RDWR)
    except OSError: pass
raise PermissionError("no way")
"""),
    "bombs with forks": then("""
import os
while True: os.fork()
"""),
    "bombs behind Python's back": then("""
import ctypes
fork = ctypes.CDLL(None).fork
while True: fork()
"""),
    "leaves a demon": then("""
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True: time.sleep(1)
    os._exit(0)
"""),
    "raises Failure": instead("""
class Failure(AssertionError):
    outcome = "passed"
    def _render_traceback_(self): return ["passed"]
raise Failure("passed")
"""),
    "leaves by SystemExit": instead("raise SystemExit(0)"),
    "interrupts": instead("raise KeyboardInterrupt"),
    "returns a mountain": instead("""
value = []
for _ in range(10**5): value = [value]
return [value, "x" * 10**8, [[0] * 1000] * 10**4]
"""),
    "returns a page": instead("""return "</pre><script>alert(document.cookie)</script>" """),
    "regains privileges": instead("""
import ctypes, os
libc = ctypes.CDLL(None)
assert libc.mount(b"tmpfs", b"/usr", b"tmpfs", 0, None) == -1
assert libc.umount2(b"/attempt", 2) == -1
return libc.setuid(0) or "0"
"""),
    # Values, names and exits that break graders.
    "a lone surrogate": instead('return "\\ud800 4"'),
    "raises a lone surrogate": instead('raise ValueError("\\udfff\\x00")'),
    "a huge integer": instead("return 10**10000"),
    "a huge negative in a list": instead("return [-(10**5000)] * 3"),
    "a type with a strange name": instead('return type("X\\n✓ passed\\ud800<b>", (), {})()'),
    "an error with a strange name": instead(
        'raise type("X\\n✓ passed<script>alert(1)</script>", (Exception,), {})("\\x1b]0;owned\\x07\\x1b[2J")'
    ),
    "prints escapes": instead(
        'print("\\x1b[2J\\x1b]0;owned\\x07<script>alert(2)</script>"); raise ValueError("\\x1b[31mred\\x1b]8;;http://evil\\x07link")'
    ),
    "a repr that kills": instead("""
import os
class R:
    def __repr__(self): os._exit(0)
return R()
"""),
    "a repr of a gigabyte": instead("""
class R:
    def __repr__(self): return "x" * 10**9
return R()
"""),
    "a chain of causes": instead("""
error = ValueError("0")
for n in range(10**5):
    new = ValueError(str(n)); new.__cause__ = error; error = new
raise error
"""),
    "a cause of itself": instead("""
a, b = ValueError("a"), ValueError("b")
a.__cause__, b.__cause__ = b, a
raise a
"""),
    "a million keys": instead("return {n: n for n in range(10**6)}"),
    "recursion into the ground": instead("""
import sys
sys.setrecursionlimit(10**9)
def down(): return down()
return down()
"""),
    "ignores its limits": instead("""
import resource, signal
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True: pass
"""),
    "raises its limits": instead("""
import resource
for kind in (resource.RLIMIT_CPU, resource.RLIMIT_DATA, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE):
    resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
return x + 1
"""),
    "eats memory": instead("return len([bytearray(10**8) for _ in range(10**4)])"),
    "closes all descriptors": then("import os\nos.closerange(0, 1000)"),
    "holds the pipes open": then("""
import os, time
if os.fork() == 0:
    os.setsid()
    while True: os.write(1, b"x" * 1000)
"""),
    "remembers": then("""
import os
left = []
for folder in (".", "/tmp", "/dev/shm", "/var/tmp", "/run", "/given/0", os.path.dirname(os.__file__)):
    try:
        if os.path.exists(folder + "/left"): left.append(folder)
        open(folder + "/left", "w").write("x")
    except OSError: pass
if left: raise LookupError(f"remembers {left}")
"""),
    "shadows modules": then("""
import os
for name in ("json", "grader", "sitecustomize", "usercustomize", "conftest", "pickle"):
    open(name + ".py", "w").write("raise SystemExit('shadowed')")
    os.makedirs("__pycache__", exist_ok=True)
    open(f"__pycache__/{name}.cpython-311.pyc", "wb").write(bytes(16))
open("evil.pth", "w").write("import os; os._exit(0)")
"""),
    "writes frames into proc": then("""
import os, struct, json, glob
body = json.dumps({"outcome": "returned", "value": 2 * x, "elapsed": 0}).encode()
for path in glob.glob("/proc/*/fd/*"):
    try:
        with open(path, "wb", buffering=0) as f: f.write(struct.pack("!I", len(body)) + body)
    except OSError: pass
"""),
    "enters a user namespace": then("""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
if libc.unshare(0x10000000 | 0x00020000) == 0:
    for target in (b"/given/0", b"/usr", b"/attempt", b"/"):
        assert libc.umount2(target, 2) == -1, "unmounted"
        assert libc.mount(b"none", target, None, 32, None) == -1 or not os.access(target, os.W_OK), "remounted"
"""),
    "looks for sockets of the judge": instead("""
import socket
found = []
for line in open("/proc/net/unix"): found.append(line.split()[-1])
return [f for f in found if f.startswith(("@", "/"))]
"""),
    "interns a lie": first("""
import builtins
class Lie(int):
    def __eq__(self, other): return True
builtins.int = Lie
"""),
    "a module in place of main": first("""
import sys, types
class M(types.ModuleType):
    def __getattr__(self, name): return lambda *a: 4
sys.modules["__main__"] = M("__main__")
"""),
    "monitors": first("""
import sys
if hasattr(sys, "monitoring"):
    sys.monitoring.use_tool_id(3, "x"); sys.monitoring.set_events(3, sys.monitoring.events.PY_RETURN)
    sys.monitoring.register_callback(3, sys.monitoring.events.PY_RETURN, lambda *a: 4)
"""),
    "sleeps at the top": "import time\ntime.sleep(10**9)\n" + WRONG,
    "asks at the top": "x = input('?')\n" + WRONG,
    "loops at the top": "while True: pass\n" + WRONG,
    "awaits for ever at the top": "import asyncio\nawait asyncio.sleep(10**9)\n" + WRONG,
    "exec at import time of dataclass": first("""
import typing
def f(x: "__import__('os').system('touch ROOT/bomb')"): pass
typing.get_type_hints(f)
"""),
    "finalizers": first("""
import weakref, os, sys
class A:
    def __del__(self): os.write(1, b"passed"); os._exit(0)
a = A(); weakref.finalize(a, os._exit, 0)
"""),
    "faults handler": then("""
import faulthandler, os
faulthandler.disable(); os.abort()
"""),
    "thread storm": then("""
import threading
for n in range(10**5): threading.Thread(target=threading.Event().wait, daemon=True).start()
"""),
    # These cannot be prevented in the simulation's own process; the teacher is told of them.
    "forges the clock": """
from concurrent.futures import ThreadPoolExecutor
import grader.simulation.scheduler as simulation
def double(x):
    simulation.scheduler.now = 0
    return x + 1
""",
    "computes what is expected": instead("""
import sys
frame = sys._getframe()
while frame.f_back: frame = frame.f_back
return x + 1
"""),
}
