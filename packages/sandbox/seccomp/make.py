"""Makes the sandbox's seccomp filters: run it with /usr/bin/python3 (Debian package python3-seccomp) after a change.

    /usr/bin/python3 packages/sandbox/seccomp/make.py [folder]

Writes filter.x86_64.bpf, filter.aarch64.bpf and loud.json; a test compares them with what is committed.

Three answers. What Python programs need is allowed. The loud set, which no honest program calls, is answered by
SECCOMP_RET_TRACE: with no tracer the kernel refuses it (ENOSYS), and a filter inside the sandbox may take precedence to
report it. Everything else is EPERM: refused in silence, since libraries try such calls and do without.
"""

import errno
import json
import os
import sys

import seccomp as S

ALLOWED = """
read write readv writev pread64 pwrite64 preadv pwritev lseek open openat openat2 close close_range stat fstat lstat
newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat getdents getdents64 getcwd chdir fchdir
rename renameat renameat2 mkdir mkdirat rmdir unlink unlinkat link linkat symlink symlinkat chmod fchmod fchmodat chown
fchown lchown fchownat umask utimensat utime utimes futimesat truncate ftruncate fallocate fsync fdatasync
sync_file_range fadvise64 flock sendfile copy_file_range splice tee dup dup2 dup3 pipe pipe2 fcntl
mmap munmap mremap mprotect madvise msync mincore brk mlock munlock mlock2 mlockall munlockall memfd_create membarrier
pkey_alloc pkey_free pkey_mprotect
futex futex_waitv set_robust_list get_robust_list rseq set_tid_address arch_prctl gettid getpid getppid getuid geteuid
getgid getegid getresuid getresgid getgroups getpgid getpgrp setpgid setsid getsid setuid setgid setresuid setresgid
setreuid setregid setgroups prctl getrlimit setrlimit getrusage times sysinfo uname getrandom getcpu seccomp
fork vfork execve execveat exit exit_group wait4 waitid kill tkill tgkill pidfd_open pidfd_send_signal rt_sigaction
rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait rt_sigqueueinfo rt_tgsigqueueinfo sigaltstack
restart_syscall pause alarm getitimer setitimer timer_create timer_settime timer_gettime timer_getoverrun timer_delete
timerfd_create timerfd_settime timerfd_gettime
clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time sched_yield sched_getaffinity sched_getparam
sched_getscheduler sched_get_priority_max sched_get_priority_min getpriority
select pselect6 poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd eventfd2
signalfd signalfd4 inotify_init1 inotify_add_watch inotify_rm_watch
bind listen accept accept4 connect getsockname getpeername sendto recvfrom sendmsg recvmsg sendmmsg recvmmsg shutdown
setsockopt getsockopt getxattr lgetxattr fgetxattr listxattr ioctl
""".split()

# Allowed for the calling process only: pid 0 in the first argument.
ON_SELF = ["prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam"]

LOUD = """
ptrace process_vm_readv process_vm_writev unshare setns mount umount2 pivot_root chroot fsopen fsmount fsconfig fspick
move_mount open_tree mount_setattr keyctl add_key request_key bpf userfaultfd perf_event_open io_uring_setup
io_uring_enter io_uring_register kexec_load kexec_file_load init_module finit_module delete_module reboot swapon
swapoff sethostname setdomainname settimeofday clock_settime clock_adjtime adjtimex acct quotactl quotactl_fd
open_by_handle_at name_to_handle_at iopl ioperm syslog pidfd_getfd kcmp lookup_dcookie vhangup nfsservctl create_module
query_module
""".split()

# Answered like the loud set, but only with such arguments: a filter inside has to look at them too.
CONDITIONAL = {
    "clone": "argument 0 (flags) has a bit of 0x7e020000: CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET",
    "socket": "argument 0 (family) is not 1 (AF_UNIX)",
}

CLONE_NEW_ANY = 0x7E020000
AF_UNIX = 1
ARCHES = {"x86_64": S.Arch.X86_64, "aarch64": S.Arch.AARCH64}


def number(arch, name):
    """The call's number on `arch`; negative where it has none."""
    return S.resolve_syscall(arch, name)


def make(machine):
    arch = ARCHES[machine]
    policy = S.SyscallFilter(S.ERRNO(errno.EPERM))
    policy.set_attr(S.Attr.ACT_BADARCH, S.KILL_PROCESS)
    if not policy.exist_arch(arch):
        policy.add_arch(arch)
        policy.remove_arch(S.Arch.NATIVE)
    for name in ALLOWED:
        if number(arch, name) >= 0:
            policy.add_rule(S.ALLOW, name)
    for name in ON_SELF:
        policy.add_rule(S.ALLOW, name, S.Arg(0, S.EQ, 0))
    # setpriority(which, who, …): PRIO_PROCESS (0) on oneself (0).
    policy.add_rule(S.ALLOW, "setpriority", S.Arg(0, S.EQ, 0), S.Arg(1, S.EQ, 0))
    policy.add_rule(S.ALLOW, "clone", S.Arg(0, S.MASKED_EQ, CLONE_NEW_ANY, 0))
    for bit in range(32):
        if CLONE_NEW_ANY >> bit & 1:
            policy.add_rule(S.TRACE(0), "clone", S.Arg(0, S.MASKED_EQ, 1 << bit, 1 << bit))
    # Its flags lie in memory, where no filter can see them: libraries fall back to clone.
    policy.add_rule(S.ERRNO(errno.ENOSYS), "clone3")
    for name in ("socket", "socketpair"):
        policy.add_rule(S.ALLOW, name, S.Arg(0, S.EQ, AF_UNIX))
    policy.add_rule(S.TRACE(0), "socket", S.Arg(0, S.NE, AF_UNIX))
    for name in LOUD:
        if number(arch, name) >= 0:
            policy.add_rule(S.TRACE(0), name)
    return policy


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    for machine in ARCHES:
        with open(os.path.join(folder, f"filter.{machine}.bpf"), "wb") as file:
            make(machine).export_bpf(file)
    loud = {
        machine: {name: number(arch, name) for name in sorted(LOUD) if number(arch, name) >= 0}
        for machine, arch in ARCHES.items()
    }
    loud["conditional"] = {
        name: {"when": when, **{machine: number(arch, name) for machine, arch in ARCHES.items()}}
        for name, when in CONDITIONAL.items()
    }
    with open(os.path.join(folder, "loud.json"), "w", encoding="ascii") as file:
        json.dump(loud, file, indent=2)
        file.write("\n")


main()
