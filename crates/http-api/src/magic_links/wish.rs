//! What a link that makes a connection is made of, in a body and in a query alike.

use latchstring_domain::id::CompanyId;
use latchstring_service::magic_link::MintCompanyLink;
use latchstring_web_kit::problem::Problem;

use crate::invitations::{lifetime, locks, prefill};
use crate::read::Fields;

/// The members that a query may repeat.
pub(super) const LISTS: [&str; 3] = ["initialSites", "utilityTypes", "lock"];
/// The members that are numbers.
pub(super) const NUMBERS: [&str; 1] = ["expiresInSeconds"];

/// Reads the members, of which none has to be there.
pub(super) fn read(company_id: CompanyId, mut fields: Fields) -> Result<MintCompanyLink, Problem> {
    let prefill = prefill(&mut fields);
    let locks = locks(&mut fields);
    let lifetime = lifetime(&mut fields);
    fields.finish(Some(MintCompanyLink { company_id, prefill, locks, lifetime }))
}
