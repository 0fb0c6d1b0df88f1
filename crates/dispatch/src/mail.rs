use latchstring_email::{
    Account, Brand, CodeMail, Content, Ended, InvitationMail, Logo, Mail, Mailer, News, NoticeMail,
    SendError, Task,
};
use latchstring_service::mail::{
    self, CodeMail as DueCode, DueMail, Ended as DueEnded, InvitationMailing, MailBrand, News as DueNews,
    NoticeMailing,
};
use latchstring_service::outbox::{ClaimedEntry, Performed};
use latchstring_service::{Failure, Latchstring};

/// Why a mail was not sent this time. It is tried again.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailError {
    /// The deployment has no way to send mail, though something was promised when it had.
    #[error("there is no way to send mail")]
    NoMailer,
    /// The transport cannot take it now.
    #[error(transparent)]
    Send(#[from] SendError),
    /// What was promised cannot be looked up, or the end of it not be written down.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Sends the mail that an entry promises, if it is still wanted. Between the handing over and the end of the entry lies
/// the one moment in which a mail can be sent twice; it is the same mail then, to the byte.
pub(crate) async fn send(
    ls: &Latchstring,
    mailer: Option<&Mailer>,
    claimed: &ClaimedEntry,
) -> Result<Performed, MailError> {
    let Some(due) = mail::due(ls, claimed).await? else { return Ok(mail::unwanted(ls, claimed).await?) };
    let mailer = mailer.ok_or(MailError::NoMailer)?;
    match mailer.send(&written(claimed, due)).await {
        Ok(()) => Ok(mail::sent(ls, claimed).await?),
        Err(SendError::Permanent { reason, source }) => {
            tracing::warn!(entry = %claimed.entry.id, reason, error = source.as_deref().map(|source| source as &dyn std::error::Error), "a mail will never get through");
            Ok(mail::failed_for_good(ls, claimed, reason).await?)
        }
        Err(temporary) => Err(temporary.into()),
    }
}

fn written(claimed: &ClaimedEntry, due: DueMail) -> Mail {
    let entry = &claimed.entry;
    // A mail that has a row is known by it, since it may come back long after its entry is gone.
    let id = match &due {
        DueMail::Invitation(mailing) => mailing.id.as_uuid(),
        DueMail::Code(_) | DueMail::Notice(_) => entry.id.as_uuid(),
    };
    let (to, locale, brand, unsubscribe, content) = match due {
        DueMail::Code(DueCode { to, company, brand, locale, code, lifetime }) => {
            let minutes = u32::try_from(lifetime.as_secs() / 60).unwrap_or(u32::MAX);
            let company = asker(&brand, company.as_str());
            (to, locale, brand, None, Content::Code(CodeMail { company, code, minutes }))
        }
        DueMail::Invitation(mut mailing) => {
            let (to, locale, brand) =
                (mailing.to.clone(), mailing.locale.clone(), std::mem::take(&mut mailing.brand));
            let company = asker(&brand, mailing.company.as_str());
            let unsubscribe = mailing.unsubscribe.take();
            (to, locale, brand, unsubscribe, Content::Invitation(Box::new(invitation(*mailing, company))))
        }
        DueMail::Notice(notice) => {
            let NoticeMailing { to, brand, workspace, locale, company, news, unsubscribe } = *notice;
            let workspace = asker(&brand, workspace.as_str());
            let content = NoticeMail { workspace, about: company.as_str().to_owned(), news: told(news) };
            (to, locale, brand, Some(unsubscribe), Content::Notice(Box::new(content)))
        }
    };
    let (sender, brand) = (brand.sender.clone(), look(brand));
    Mail { id, to, locale, at: entry.created_at, sender, brand, unsubscribe, content }
}

/// Whose name a mail bears: as on the pages, the workspace's if it chose one.
fn asker(brand: &MailBrand, company: &str) -> String {
    brand.name.clone().unwrap_or_else(|| company.to_owned())
}

fn look(brand: MailBrand) -> Brand {
    let logo = brand.logo.map(|logo| Logo { png: logo.file.bytes, width: logo.width, height: logo.height });
    Brand { color: brand.color, logo, footer: brand.footer }
}

fn invitation(mailing: InvitationMailing, company: String) -> InvitationMail {
    let account = match mailing.provider {
        Some(provider) => Account::At(provider.to_string()),
        None if mailing.of_any_kind => Account::Any,
        None => Account::Utility,
    };
    InvitationMail {
        company,
        task: if mailing.repairs { Task::Reconnect(account) } else { Task::Connect(account) },
        message: mailing.message.map(|message| message.as_str().to_owned()),
        handed_off_by: mailing.handed_off_by.map(|by| by.to_string()),
        reminds: mailing.reminds,
        url: mailing.url,
        expires_at: mailing.expires_at,
    }
}

fn told(news: DueNews) -> News {
    match news {
        DueNews::LinkRequested { link, external_id, ended } => News::LinkRequested {
            link,
            reference: external_id.map(|id| id.to_string()),
            ended: match ended {
                DueEnded::Expired => Ended::Expired,
                DueEnded::Revoked => Ended::Revoked,
                DueEnded::Used => Ended::Used,
            },
        },
        DueNews::Connected { provider, connection } => {
            News::Connected { provider: provider.to_string(), connection: connection.to_string() }
        }
    }
}
