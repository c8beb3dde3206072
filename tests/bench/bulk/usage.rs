//! What a process used, as Linux tells: of a process by its id, or of `self`.

/// The processor time in seconds, its own and the system's for it.
pub fn cpu_secs(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The name before may hold anything; behind it come the fields from the third on (man proc_pid_stat).
    let fields: Vec<_> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: f64 = [11, 12].iter().map(|at| fields[*at].parse::<f64>().unwrap()).sum();
    // A tick is told as a hundredth of a second, whatever the kernel's own are.
    ticks / 100.0
}

/// The most memory that was in use at once, in MiB.
pub fn peak_mib(process: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1_024.0
}
