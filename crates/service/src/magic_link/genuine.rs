use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::id::MagicLinkId;
use latchstring_domain::invitation::Purpose;
use latchstring_domain::magic_link::MagicLink;
use latchstring_secrets::foreign_link::ForeignLink;
use latchstring_secrets::link_message::{OpenLinkError, OpenedLink, open_link};
use latchstring_secrets::link_openers::{AcceptLinkError, Presented};
use uuid::Uuid;

use super::kind::LinkKind;
use super::message;
use crate::{Failure, Latchstring};

/// How much later than now a link may say it was minted: as far as honest clocks differ.
const CLOCK_LEEWAY_SECONDS: u32 = 300;

/// Why a secret is no link. For the log and for support; a stranger gets the same answer for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SecretRefused {
    /// It does not open under this company and kind.
    #[error(transparent)]
    DoesNotOpen(#[from] OpenLinkError),
    /// It is of another system's format, and does not open there either.
    #[error(transparent)]
    Foreign(AcceptLinkError),
    /// No company has the public id that stands beside it.
    #[error("no company has this public id")]
    UnknownCompany,
    /// Its message is of another company.
    #[error("the message is of another company")]
    OtherCompany,
    /// It says that it will be minted in the future.
    #[error("the message is from the future")]
    FromTheFuture,
    /// It says times that lie outside the years 1970 to 9999.
    #[error("the message says impossible times")]
    ImpossibleTimes,
    /// The row with its id is of a link of another company or kind.
    #[error("the message has the id of another link")]
    OtherLink,
    /// It has no row, and the connection that it repairs is not, or no longer, the company's.
    #[error("the connection to be repaired is not the company's")]
    NoConnection,
}

/// A link that was proved genuine. Whether it can be used now is still to be asked.
pub(crate) struct Genuine {
    /// From its row or, when it has none, from its message.
    pub(crate) link: MagicLink,
    pub(crate) has_row: bool,
}

/// A secret that opened under the company and kind beside it.
pub(crate) enum Opened {
    /// One that was sealed here.
    Ours(OpenedLink),
    /// One of another system that the operator trusts.
    Foreign(ForeignLink),
}

/// Opens a secret. It comes before any look-up, so that only what is genuine reaches the storage.
///
/// What does not have our version byte may be of another system's format. What has it never is: bytes that failed as
/// ours are not tried as anything else.
pub(crate) fn open(
    ls: &Latchstring,
    kind: LinkKind,
    company: &PublicCompanyId,
    secret: &str,
) -> Result<Opened, SecretRefused> {
    let ours = match open_link(ls.keyring(), kind.sealed(), company.as_str(), secret) {
        Ok(opened) => return Ok(Opened::Ours(opened)),
        Err(error) => error,
    };
    let presented = Presented { kind: kind.sealed(), public_company_id: company.as_str(), text: secret };
    match ls.link_openers().open_foreign(&presented, ls.now().unix_seconds()) {
        Ok(link) => Ok(Opened::Foreign(link)),
        Err(AcceptLinkError::UnknownFormat) => Err(ours.into()),
        Err(error) => Err(SecretRefused::Foreign(error)),
    }
}

/// The link that an opened secret is, of this company, which has the public id that the secret opened under.
pub(crate) async fn link_of(
    ls: &Latchstring,
    kind: LinkKind,
    company: &Company,
    opened: &Opened,
) -> Result<Result<Genuine, SecretRefused>, Failure> {
    let id = match opened {
        Opened::Ours(OpenedLink { message, .. }) if message.company_id != company.id.to_bytes() => {
            return Ok(Err(SecretRefused::OtherCompany));
        }
        Opened::Ours(OpenedLink { message, .. })
            if message.is_from_the_future(ls.now().unix_seconds(), CLOCK_LEEWAY_SECONDS) =>
        {
            return Ok(Err(SecretRefused::FromTheFuture));
        }
        Opened::Ours(opened) => message::link_id(&opened.message),
        // Its company and its time were asked when it was opened.
        Opened::Foreign(link) => MagicLinkId::from_uuid(Uuid::from_bytes(link.link_id)),
    };
    // The row is the truth of what became of the link; the message only proves that its bearer has it.
    if let Some(link) = ls.store().magic_link(id).await? {
        let is_own = link.company_id == company.id && LinkKind::of(&link.purpose) == kind;
        return Ok(if is_own { Ok(Genuine { link, has_row: true }) } else { Err(SecretRefused::OtherLink) });
    }
    let link = match opened {
        Opened::Ours(opened) => message::adopt(opened, company, ls.now()),
        Opened::Foreign(link) => {
            let sites = ls.store().sites_of(company.id).await?;
            message::import(link, company, &sites, ls.now())
        }
    };
    let Some(link) = link else { return Ok(Err(SecretRefused::ImpossibleTimes)) };
    if let Purpose::EditConnection { connection_id } = link.purpose {
        let connection = ls.store().connection(connection_id).await?;
        if connection.is_none_or(|connection| connection.company_id != company.id) {
            return Ok(Err(SecretRefused::NoConnection));
        }
    }
    Ok(Ok(Genuine { link, has_row: false }))
}
