"""Linux system calls that confine the calling process: namespaces, mounts, capabilities, limits.

They are called inside of what bubblewrap has built, where an ordinary user may do all of this.  The
result of each call that matters is checked: a wall with a hole is no wall.
"""

import ctypes
import os
from contextlib import suppress

from grader.attempt import limits

NEWNS, NEWIPC, NEWUSER, NEWPID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
NOSUID, NODEV = 2, 4
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
CAPSET_VERSION_3 = 0x20080522
LAST_CAPABILITY = 40
MOST_PROCESSES = 2048  # threads count, too, and a simulation may well have a thousand

_libc = ctypes.CDLL(None, use_errno=True)


def prctl(option: int, value: int) -> None:
    """Call Linux's ``prctl``; do nothing on other systems."""
    if os.path.exists("/proc/self/status"):  # noqa: PTH110 (also called right after a fork)
        _libc.prctl(option, value, 0, 0, 0)


def enter_namespaces() -> None:
    """Leave the caller's namespaces; the next fork is process 1 of a new one."""
    user, group = os.getuid(), os.getgid()
    _check(_libc.unshare(NEWUSER | NEWNS | NEWIPC | NEWPID))
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")


def mount_proc() -> None:
    """Mount a /proc that shows this namespace's processes only, and limit their number; for process 1."""
    # Refused to root, for whom bubblewrap has covered parts of /proc, which must stay covered.
    _libc.mount(b"proc", b"/proc", b"proc", NOSUID | NODEV, None)
    _try_write("/proc/sys/kernel/pid_max", str(MOST_PROCESSES))


def mount_private_folders() -> None:
    """Mount file systems in memory, empty and of limited size, over the folders that can be written to."""
    _check(_libc.unshare(NEWNS))
    for folder, options in limits.WRITABLE_FOLDERS.items():
        _check(_libc.mount(b"tmpfs", folder.encode(), b"tmpfs", NOSUID | NODEV, options))


def drop_privileges() -> None:
    """Give up all capabilities, for this process and for every program that it may start."""
    for capability in range(LAST_CAPABILITY + 1):
        _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPSET_VERSION_3, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()))
    _check(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    set_dumpable(True)


def set_dumpable(dumpable: bool) -> None:
    """Allow or forbid that processes of the same user read this one's memory and descriptors."""
    _check(_libc.prctl(PR_SET_DUMPABLE, int(dumpable), 0, 0, 0))


def limit_processes() -> None:
    """Limit the number of processes; in a user namespace of its own, only those inside count."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    most = MOST_PROCESSES if hard == resource.RLIM_INFINITY else min(MOST_PROCESSES, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _try_write(path: str, text: str) -> None:
    # Before Linux 6.14 this number is the whole machine's; then RLIMIT_NPROC has to do.
    with suppress(OSError):
        _write(path, text)
