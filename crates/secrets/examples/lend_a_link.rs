//! A car-sharing club lends out a key box: the crate alone, with a `HashMap` for a database.
//!
//! ```sh
//! cargo run -q -p latchstring-secrets --example lend_a_link
//! ```

use std::collections::HashMap;
use std::error::Error;
use std::io::Write;

use latchstring_secrets::digest::TokenDigest;
use latchstring_secrets::keyring::{KeyId, Keyring};
use latchstring_secrets::token::LinkToken;

/// What the club remembers of a loan. Nobody who steals this can open a box.
struct Loan {
    id: [u8; 16],
    generation: u32,
    key_id: KeyId,
    member: &'static str,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut rng = rand_core::UnwrapErr(getrandom::SysRng);
    let mut out = std::io::stdout().lock();

    // A real program reads its keyring from a file and refuses the published sample keys.
    let keyring = Keyring::generate(&mut rng);
    keyring.reject_sample_keys()?;

    // Lending: the link goes out, its digest stays.
    let mut loans: HashMap<TokenDigest, Loan> = HashMap::new();
    let loan = Loan { id: *b"loan-2026-11-020", generation: 1, key_id: keyring.primary_id(), member: "Ada" };
    let token = LinkToken::derive(&keyring, loan.key_id, &loan.id, loan.generation)?;
    let link = format!("https://club.example/box/{}", token.expose());
    loans.insert(token.digest(), loan);
    writeln!(out, "sent to Ada:  {} characters of link", link.len())?;

    // Opening: parse what came in the URL, then one lookup by digest.
    let presented = link.rsplit('/').next().unwrap_or_default();
    let found = loans.get(&LinkToken::parse(presented)?.digest()).ok_or("no such loan")?;
    writeln!(out, "opened by:    {}", found.member)?;

    // The club rotates its keys. The row knows under which one the link was made, so a reminder says the same.
    let next = latchstring_secrets::keyring::RootKey::generate(&mut rng);
    let next_id = next.id();
    let rotated = keyring.with_key(next)?.promote(next_id)?;
    let again = LinkToken::derive(&rotated, found.key_id, &found.id, found.generation)?;
    writeln!(out, "reminder:     the same link: {}", again.expose() == token.expose())?;

    // The old key leaked: with it disabled, its links can be derived no more.
    let killed = rotated.disable(keyring.primary_id())?;
    let refused = LinkToken::derive(&killed, found.key_id, &found.id, found.generation).is_err();
    writeln!(out, "key disabled: the link is refused: {refused}")?;
    Ok(())
}
