//! What asking for a code and trying one have in common: the code's keyed form, and what is counted.

use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow_session::{AskedCode, FlowLink, FlowSession};
use latchstring_domain::sealed::{Digest, SealedBytes};
use latchstring_secrets::code::{CodeBinding, CodeSeal, OneTimeCode};
use latchstring_secrets::{session, tally};
use latchstring_storage::Change;

use crate::{Failure, Latchstring, Thing};

/// How many codes are mailed for one address of one link in an hour, and for one link whatever the address: a domain
/// rule must not make a link a way to fill a company's mailboxes.
const CODES_PER_ADDRESS: u32 = 5;
const CODES_PER_LINK: u32 = 60;
const CODES_SPAN: Duration = Duration::from_secs(60 * 60);

/// How many codes are tried for one address of one link before nobody can try another, over all sessions and replicas,
/// and for one link whatever the address; and how long that stands. The right one ends the count of its address.
const TRIES_PER_ADDRESS: u32 = 10;
const TRIES_PER_LINK: u32 = 100;
const TRIES_SPAN: Duration = Duration::from_secs(24 * 60 * 60);

/// Whose code it is: of this session, for this address.
pub(super) fn binding<'a>(session: &FlowSession, address: &'a EmailAddress) -> CodeBinding<'a> {
    CodeBinding { session: session.id.to_bytes(), address: address.canonical() }
}

/// The keyed form of a code as the session keeps it.
pub(super) fn seal_of(asked: &AskedCode) -> Result<CodeSeal, Failure> {
    let bytes = <[u8; CodeSeal::LEN]>::try_from(asked.seal.as_bytes());
    bytes.map(CodeSeal::from_bytes).map_err(|error| Failure::Unsealable(Thing::FlowSession, error.into()))
}

/// The code itself, sealed until it is mailed.
pub(super) fn hold(ls: &Latchstring, session: &FlowSession, code: &OneTimeCode) -> SealedBytes {
    let id = session.id.to_bytes();
    SealedBytes::new(session::seal_state(ls.keyring(), &id, code.expose().as_bytes(), &mut *ls.rng()))
}

/// Opens what [`hold`] sealed.
pub(crate) fn held(
    ls: &Latchstring,
    session: &FlowSession,
    asked: &AskedCode,
) -> Result<OneTimeCode, Failure> {
    let unsealable = |error| Failure::Unsealable(Thing::FlowSession, error);
    let id = session.id.to_bytes();
    let plain = session::open_state(ls.keyring(), &id, asked.code.as_bytes());
    let plain = plain.map_err(|error| unsealable(error.into()))?;
    let text = std::str::from_utf8(&plain).map_err(|error| unsealable(error.into()))?;
    OneTimeCode::parse(text).map_err(|error| unsealable(error.into()))
}

fn key(ls: &Latchstring, name: &str, link: FlowLink, address: Option<&EmailAddress>) -> Digest {
    let id = match link {
        FlowLink::Invitation(id) => id.to_bytes(),
        FlowLink::MagicLink(id) => id.to_bytes(),
    };
    let address = address.map_or("", EmailAddress::canonical);
    Digest::new(tally::key(ls.keyring(), name, &[&id, address.as_bytes()]))
}

/// One more code mailed.
pub(super) fn count_mailed(
    ls: &Latchstring,
    link: FlowLink,
    address: &EmailAddress,
    at: Timestamp,
) -> [Change; 2] {
    let until = at.saturating_add(CODES_SPAN);
    let one_more = |address, limit| Change::Tally { key: key(ls, "codes", link, address), limit, at, until };
    [one_more(Some(address), CODES_PER_ADDRESS), one_more(None, CODES_PER_LINK)]
}

/// One more code tried. It is counted before anybody knows whether it was right.
pub(super) fn count_try(
    ls: &Latchstring,
    link: FlowLink,
    address: &EmailAddress,
    at: Timestamp,
) -> [Change; 2] {
    let until = at.saturating_add(TRIES_SPAN);
    let one_more =
        |address, limit| Change::Tally { key: key(ls, "code-tries", link, address), limit, at, until };
    [one_more(Some(address), TRIES_PER_ADDRESS), one_more(None, TRIES_PER_LINK)]
}

/// The count of tries gone, after the right one.
pub(super) fn forget_tries(ls: &Latchstring, link: FlowLink, address: &EmailAddress) -> Change {
    Change::ClearTally(key(ls, "code-tries", link, Some(address)))
}
