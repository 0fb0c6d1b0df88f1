use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow_session::{CODE_LIFETIME, Gate};
use latchstring_domain::id::FlowSessionId;
use latchstring_domain::text::CompanyName;
use secrecy::SecretString;

use super::brand::{self, MailBrand};
use crate::flow_session::{find_session, held_code};
use crate::{Failure, Latchstring};

/// A code to be mailed.
#[derive(Debug)]
pub struct CodeMail {
    /// Where to: the spelling of the allow-list.
    pub to: EmailAddress,
    /// Who asks for the proof.
    pub company: CompanyName,
    /// How it looks.
    pub brand: MailBrand,
    /// The language of the page on which it was asked for, else the one the inviter asked for; a BCP 47 tag.
    pub locale: Option<String>,
    /// The code.
    pub code: SecretString,
    /// How long it can be used from when it was asked for.
    pub lifetime: Duration,
}

/// The code that a session asked for at this moment and still waits for; `None` when it has been used, was replaced, is
/// over or is for an address that the allow-list does not admit, and when the link has ended meanwhile.
pub(super) async fn due(
    ls: &Latchstring,
    id: FlowSessionId,
    asked_at: Timestamp,
) -> Result<Option<CodeMail>, Failure> {
    let Some(walk) = find_session(ls, id).await? else { return Ok(None) };
    let Gate::Asked(asked) = &walk.session.gate else { return Ok(None) };
    let now = ls.now();
    let wanted = asked.asked_at == asked_at && asked.stands(now) && walk.usable(now).is_ok();
    let (Some(to), true) = (&asked.mail_to, wanted) else { return Ok(None) };
    Ok(Some(CodeMail {
        to: to.clone(),
        company: walk.company.name.clone(),
        brand: brand::of_link(ls, &walk.link).await?,
        locale: asked.language.clone().or_else(|| walk.link.locale().map(str::to_owned)),
        code: SecretString::from(held_code(ls, &walk.session, asked)?.expose()),
        lifetime: CODE_LIFETIME,
    }))
}
