//! What a magic link's URL says: who it is for, and the sealed message.

use std::fmt;

use latchstring_domain::Timestamp;
use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::link::Link;
use latchstring_domain::magic_link::MagicLink;
use latchstring_secrets::link_message::{OpenedLink, open_link};

use super::landing::Found;
use crate::magic_link::{LinkKind, message};
use crate::{Failure, Latchstring};

/// How much later than now a link may say it was minted: as far as honest clocks differ.
const CLOCK_LEEWAY_SECONDS: u32 = 300;

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

impl fmt::Debug for MagicSecret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MagicSecret({:?}, {})", self.kind, self.public_company_id)
    }
}

/// The link that a secret is. To whoever asks, every reason why there is none is the same; the reason goes to the log.
pub(super) async fn find(ls: &Latchstring, magic: MagicSecret<'_>) -> Result<Option<Found>, Failure> {
    let Some((company, opened)) = open(ls, magic).await? else { return Ok(None) };
    let id = message::link_id(&opened.message);
    if let Some(link) = ls.store().magic_link(id).await? {
        // The row is the truth of what became of the link; the message only proves that its bearer has it.
        let own = link.company_id == company.id && LinkKind::of(&link.purpose) == magic.kind;
        return Ok(own.then_some(Found { link: Link::MagicLink(link), company, is_new: false }));
    }
    let by = Actor::new(ActorKind::System, "link-adoption");
    let adopted: Option<MagicLink> = message::adopt(&opened, &company, by, ls.now());
    Ok(adopted.map(|link| Found { link: Link::MagicLink(link), company, is_new: true }))
}

/// The company of the path and the message for it.
async fn open(ls: &Latchstring, magic: MagicSecret<'_>) -> Result<Option<(Company, OpenedLink)>, Failure> {
    let Ok(public_id) = magic.public_company_id.parse::<PublicCompanyId>() else { return Ok(None) };
    let opened = match open_link(ls.keyring(), magic.kind.sealed(), public_id.as_str(), magic.secret) {
        Ok(opened) => opened,
        Err(error) => {
            tracing::info!(
                company = public_id.as_str(),
                error = &error as &dyn std::error::Error,
                "a magic link was refused"
            );
            return Ok(None);
        }
    };
    let Some(company) = ls.store().company_by_public_id(&public_id).await? else { return Ok(None) };
    let genuine = opened.message.company_id == company.id.to_bytes()
        && !opened.message.is_from_the_future(seconds(ls.now()), CLOCK_LEEWAY_SECONDS);
    Ok(genuine.then_some((company, opened)))
}

const fn seconds(time: Timestamp) -> i64 {
    time.unix_seconds()
}
