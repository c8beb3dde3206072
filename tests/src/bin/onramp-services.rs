//! SES and SNS for functions that run on an emulator of AWS: `onramp-services ADDRESS:PORT FOLDER`.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let mut given = std::env::args().skip(1);
    let (Some(address), Some(folder)) = (given.next(), given.next()) else {
        return failed("usage: onramp-services ADDRESS:PORT FOLDER");
    };
    let served = match TcpListener::bind(&address) {
        Ok(listener) => onramp_local::services::serve(listener, &PathBuf::from(folder)).await,
        Err(error) => Err(error),
    };
    served.map_or_else(|error| failed(&format!("{address}: {error}")), |()| ExitCode::SUCCESS)
}

#[expect(clippy::print_stderr, reason = "a program says why it does not run")]
fn failed(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}
