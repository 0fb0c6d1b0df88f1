//! What a magic link's URL says: who it is for, and the sealed message.

use std::fmt;

use latchstring_domain::company::PublicCompanyId;
use latchstring_domain::link::Link;

use super::landing::Found;
use crate::magic_link::{Genuine, LinkKind, SecretRefused, link_of, open};
use crate::{Failure, Latchstring};

/// The parts of a magic link's URL.
#[derive(Clone, Copy)]
pub struct MagicSecret<'a> {
    /// What the path says it does.
    pub kind: LinkKind,
    /// The public id of the company in the path.
    pub public_company_id: &'a str,
    /// The sealed message.
    pub secret: &'a str,
}

// Whoever mixes up the parts of a path has put the secret where the company belongs.
impl fmt::Debug for MagicSecret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MagicLink({:?}, ..)", self.kind)
    }
}

/// The link that a secret is. To whoever asks, every reason why there is none is the same; the reason goes to the log.
pub(super) async fn find(ls: &Latchstring, magic: MagicSecret<'_>) -> Result<Option<Found>, Failure> {
    let Ok(public_id) = magic.public_company_id.parse::<PublicCompanyId>() else { return Ok(None) };
    match read(ls, magic, &public_id).await? {
        Ok(found) => Ok(Some(found)),
        Err(why) => {
            tracing::info!(
                kind = ?magic.kind,
                company = public_id.as_str(),
                error = &why as &dyn std::error::Error,
                "a magic link was refused"
            );
            Ok(None)
        }
    }
}

async fn read(
    ls: &Latchstring,
    magic: MagicSecret<'_>,
    public_id: &PublicCompanyId,
) -> Result<Result<Found, SecretRefused>, Failure> {
    let opened = match open(ls, magic.kind, public_id, magic.secret) {
        Ok(opened) => opened,
        Err(why) => return Ok(Err(why)),
    };
    let Some(company) = ls.store().company_by_public_id(public_id).await? else {
        return Ok(Err(SecretRefused::UnknownCompany));
    };
    let genuine = link_of(ls, magic.kind, &company, &opened).await?;
    Ok(genuine.map(|Genuine { link, has_row }| Found {
        link: Link::MagicLink(link),
        company,
        is_new: !has_row,
        proved: None,
        replaced_at: None,
    }))
}
