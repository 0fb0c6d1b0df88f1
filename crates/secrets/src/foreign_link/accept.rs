//! Holding a genuine link against the URL it came in, the same for every format.

use super::{Authentic, ForeignLink, ForeignTarget, OpenForeignError, PayloadError};
use crate::link_message::LinkKind;

/// What the link is for this company and kind, its time not yet looked at.
///
/// The company comes first: what else is wrong with another company's link is nobody's business under this one's URL.
pub(crate) fn accept(
    format: &'static str,
    authentic: Authentic<'_>,
    kind: LinkKind,
    public_company_id: &str,
) -> Result<ForeignLink, OpenForeignError> {
    let Authentic { source, link_id, issued_at, payload } = authentic;
    if source.companies.public_id(&payload.company) != Some(public_company_id) {
        return Err(OpenForeignError::WrongCompany);
    }
    let target = match (kind, payload.connection) {
        (LinkKind::Company, None) => ForeignTarget::NewConnection,
        (LinkKind::Connection, Some(connection)) => ForeignTarget::Connection(connection),
        (LinkKind::Company, Some(_)) => {
            return Err(OpenForeignError::Payload(PayloadError::Unexpected("connection")));
        }
        (LinkKind::Connection, None) => {
            return Err(OpenForeignError::Payload(PayloadError::Missing("connection")));
        }
    };
    let outlived = source.max_age_seconds.map(|seconds| issued_at.saturating_add(i64::from(seconds)));
    let expires_at = match (payload.expires_at, outlived) {
        (Some(stated), Some(outlived)) => Some(stated.min(outlived)),
        (stated, outlived) => stated.or(outlived),
    };
    Ok(ForeignLink {
        format,
        source: source.name.clone(),
        link_id,
        issued_at,
        expires_at,
        target,
        sites: payload.sites,
        prefill: payload.prefill,
    })
}
