//! Seals and opens version 1 links at the command line, for trying the format against another implementation.
//!
//! ```sh
//! echo 68656c6c6f | cargo run -q -p latchstring-secrets --example seal -- seal \
//!     --keyring crates/secrets/tests/vectors/sealed-link-v1.vectors.json --purpose company-link --context co_1
//! ```

mod hex;
mod random;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use latchstring_secrets::CryptoRng;
use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::sealed_link::{Purpose, SealError, open, seal};
use random::Fixed;

/// Seals and opens version 1 links.
///
/// A failure prints its kind, such as BadTag, on standard error and exits with 1.
#[derive(Parser)]
#[command(name = "seal")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads a message in hexadecimal from standard input and prints the text.
    ///
    /// White space around the hexadecimal digits is ignored.
    Seal {
        #[command(flatten)]
        place: Place,
        /// Takes these 16 bytes in hexadecimal as the IV. Only to reproduce test vectors: an IV used twice
        /// under one key gives both messages away.
        #[arg(long, value_name = "HEX", value_parser = parse_iv)]
        iv: Option<[u8; 16]>,
    },
    /// Reads a text from standard input and prints its message in hexadecimal.
    ///
    /// The input is taken byte for byte. It is NOT trimmed, because a link has one spelling and a newline at
    /// its end makes it Malformed: use printf '%s' rather than echo.
    Open {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Args)]
struct Place {
    /// A JSON object with a `keyring` array of `{"key_id", "root_hex"}`, the primary first; other members of
    /// the object are ignored.
    #[arg(long, value_name = "FILE")]
    keyring: PathBuf,
    /// company-link, connection-link, verified-link, flow-session or cursor.
    #[arg(long)]
    purpose: Purpose,
    /// What the text is bound to, such as the company's public id. May be empty.
    #[arg(long, allow_hyphen_values = true)]
    context: String,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Seal { place, iv } => run_seal(&place, iv),
        Command::Open { place } => run_open(&place),
    };
    let written = match &outcome {
        Ok(text) => writeln!(std::io::stdout(), "{text}"),
        Err(kind) => writeln!(std::io::stderr(), "{kind}"),
    };
    if outcome.is_ok() && written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run_seal(place: &Place, iv: Option<[u8; 16]>) -> Result<String, String> {
    let input = String::from_utf8(read_input()?).map_err(|_| "NotHexadecimal")?;
    let message = hex::decode(input.trim()).ok_or("NotHexadecimal")?;
    let rng: &mut dyn CryptoRng = match iv {
        Some(iv) => &mut Fixed::new(iv),
        None => &mut rand_core::UnwrapErr(getrandom::SysRng),
    };
    let keyring = read_keyring(&place.keyring)?;
    seal(&keyring, place.purpose, place.context.as_bytes(), &message, rng).map_err(|error| match error {
        SealError::TooLong { .. } => "TooLong".to_owned(),
        other => other.to_string(),
    })
}

fn run_open(place: &Place) -> Result<String, String> {
    let keyring = read_keyring(&place.keyring)?;
    let input = read_input()?;
    // Bytes that are no UTF-8 are no link either; a replacement character is outside the alphabet.
    let text = String::from_utf8_lossy(&input);
    let opened = open(&keyring, place.purpose, place.context.as_bytes(), &text);
    opened.map(|opened| hex::encode(&opened.message)).map_err(|kind| kind.to_string())
}

/// The library reads exactly one shape; the members beside `keyring` are dropped here, for the vectors' file.
fn read_keyring(path: &Path) -> Result<Keyring, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("Keyring: {error}"))?;
    let whole: serde_json::Value = serde_json::from_str(&text).map_err(|_| "Keyring: not JSON")?;
    let keys = whole.get("keyring").ok_or("Keyring: no member `keyring`")?;
    Keyring::from_json(&serde_json::json!({ "keyring": keys }).to_string())
        .map_err(|error| format!("Keyring: {error}"))
}

fn read_input() -> Result<Vec<u8>, String> {
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input).map_err(|error| format!("Input: {error}"))?;
    Ok(input)
}

fn parse_iv(text: &str) -> Result<[u8; 16], String> {
    let bytes = hex::decode(text).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| "an IV is 32 hexadecimal digits".to_owned())
}
