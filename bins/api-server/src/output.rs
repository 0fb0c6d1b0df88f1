use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;

use crate::is_config_error;

/// `EX_CONFIG` of sysexits.h.
const BAD_CONFIGURATION: u8 = 78;

/// Prints a line on standard output and makes sure that it has left.
pub(crate) fn line(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

/// The line that tells a program that the server is ready.
pub(crate) fn ready(base_url: &str, listen: SocketAddr) -> String {
    // Neither an address in its normal form nor a socket's has a character that JSON would have to escape.
    format!("{{\"baseUrl\":\"{}\",\"listen\":\"{listen}\"}}", base_url.trim_end_matches('/'))
}

/// Says on standard error why the program ends, and with which code.
pub(crate) fn failed(error: &anyhow::Error) -> ExitCode {
    let mut err = io::stderr().lock();
    // There is nobody left to tell when standard error is closed.
    let _ = writeln!(err, "api-server: {error:#}");
    if is_config_error(error) { ExitCode::from(BAD_CONFIGURATION) } else { ExitCode::FAILURE }
}
