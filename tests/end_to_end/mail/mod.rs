//! Mail by SMTP, to a real server.

mod operator;
mod sending;
mod server;

use anyhow::Result;
use server::{Authority, MailServer, Security, Wish};

/// The section of the configuration for this server.
fn section(port: u16, tls: Security, more: &str) -> String {
    let tls = tls.name();
    format!(
        "[mail]\ntransport = \"smtp\"\nfrom = \"connect@acme.example\"\nhost = \"localhost\"\nport = {port}\n\
         tls = \"{tls}\"\ntimeout_seconds = 3\n{more}"
    )
}

/// A port that nobody listens at.
fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
