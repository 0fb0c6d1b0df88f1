use std::collections::BTreeMap;
use std::time::Duration;

use latchstring_domain::api_key::Scope;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::invitation::MIN_LIFETIME;
use latchstring_domain::mfa::MfaDomain;
use latchstring_domain::notice::{Notice, Notices};
use latchstring_domain::reminder::{Days, Reminders};
use latchstring_domain::retention::{Kept, KeptDays};
use latchstring_domain::text::WorkspaceName;
use latchstring_domain::web_origin::WebOrigin;
use latchstring_domain::workspace::{ExpiryPolicy, SitesError, TrustedSites, Workspace};
use latchstring_storage::{Change, ChangeSet};

use super::get;
use crate::attempts::{Attempts, Commit};
use crate::company::set;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// What is to change about the caller's workspace: `None` leaves a part as it is, `Some(None)` empties it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkspaceChanges {
    /// Its name.
    pub name: Option<WorkspaceName>,
    /// The lifetime of a link whose maker names none.
    pub default_expiry: Option<Option<Duration>>,
    /// The longest lifetime a maker may name.
    pub max_expiry: Option<Option<Duration>>,
    /// The sites that may show its pages in a frame, in place of all there were.
    pub embed: Option<Vec<WebOrigin>>,
    /// The sites that a recipient may be sent back to, in place of all there were.
    pub back: Option<Vec<WebOrigin>>,
    /// Whether connections are repaired by links that are mailed without anybody asking.
    pub reconnects: Option<bool>,
    /// The domain at which connections have addresses for forwarded codes.
    pub mfa_domain: Option<Option<MfaDomain>>,
    /// Where notices go.
    pub notify: Option<Option<EmailAddress>>,
    /// What they are of, in place of all there was.
    pub notify_of: Option<Vec<Notice>>,
    /// Their language, a BCP 47 tag.
    pub notify_locale: Option<Option<String>>,
    /// The address that its mails come from or are answered to.
    pub mail_from: Option<Option<EmailAddress>>,
    /// How long after a link was mailed a recipient who does nothing is reminded.
    pub remind_after: Option<Option<Days>>,
    /// How long before it ends they are.
    pub remind_before_expiry: Option<Option<Days>>,
    /// For how long what is kept.
    pub retention: BTreeMap<Kept, Option<KeptDays>>,
}

/// Why a workspace was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateWorkspaceError {
    /// The default lifetime is shorter than a link may live, or longer than the longest.
    #[error("must be at least {} seconds, and no longer than the longest", MIN_LIFETIME.as_secs())]
    DefaultExpiry,
    /// The longest lifetime is shorter than a link has to live.
    #[error("must be at least {} seconds", MIN_LIFETIME.as_secs())]
    MaxExpiry,
    /// The sites that may embed cannot be trusted.
    #[error("{0}")]
    Embed(#[source] SitesError),
    /// The sites to return to cannot be trusted.
    #[error("{0}")]
    Back(#[source] SitesError),
    /// A setting whose effect is a mail, in a deployment that sends none.
    #[error("this deployment sends no mail")]
    NoMail {
        /// Which, by its name on the wire.
        field: &'static str,
    },
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Changes the settings of the caller's workspace. Links that are there follow the lists of sites at once; their expiry
/// stays. A wish that changes nothing is written nowhere. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`UpdateWorkspaceError`].
pub async fn update(
    ls: &Latchstring,
    caller: &Caller,
    wish: WorkspaceChanges,
) -> Result<Workspace, UpdateWorkspaceError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let needs_mail = [
        ("automaticReconnect", wish.reconnects == Some(true)),
        ("notifyEmail", matches!(wish.notify, Some(Some(_)))),
        ("mailFrom", matches!(wish.mail_from, Some(Some(_)))),
        ("remindAfterDays", matches!(wish.remind_after, Some(Some(_)))),
        ("remindBeforeExpiryDays", matches!(wish.remind_before_expiry, Some(Some(_)))),
    ];
    if let Some((field, _)) = needs_mail.into_iter().find(|(_, asked)| *asked && !ls.sends_mail()) {
        return Err(UpdateWorkspaceError::NoMail { field });
    }
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let mut workspace = get(ls, caller.workspace_id()).await?;
        let changed = change(&mut workspace, &wish)?;
        if changed.is_empty() {
            return Ok(workspace);
        }
        workspace.updated_at = now;
        workspace.version = workspace.version.next();
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let data = EventData::none().with("changed", changed);
        let event = chain.append(ls, &By::caller(caller, now), EventKind::WorkspaceUpdated, data);
        let set = ChangeSet::new().with(Change::UpdateWorkspace(workspace.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(workspace),
            Commit::Stale => {}
            Commit::Conflict(_) => {
                return Err(Failure::Defect("a change of a workspace was refused").into());
            }
        }
    }
}

/// Changes a workspace as wished; the names of what changed.
fn change(workspace: &mut Workspace, wish: &WorkspaceChanges) -> Result<Vec<String>, UpdateWorkspaceError> {
    let list = |origins: &Option<Vec<WebOrigin>>| {
        origins.clone().map(|origins| TrustedSites::list(origins, workspace.mode)).transpose()
    };
    let embed = list(&wish.embed).map_err(UpdateWorkspaceError::Embed)?;
    let back = list(&wish.back).map_err(UpdateWorkspaceError::Back)?;
    let mut changed = Vec::new();
    set(&mut workspace.name, wish.name.clone(), "name", &mut changed);
    set(&mut workspace.expiry.default, wish.default_expiry, "defaultExpiresInSeconds", &mut changed);
    set(&mut workspace.expiry.ceiling, wish.max_expiry, "maxExpiresInSeconds", &mut changed);
    set(&mut workspace.sites.embed, embed, "allowedOrigins", &mut changed);
    set(&mut workspace.sites.back, back, "returnOrigins", &mut changed);
    set(&mut workspace.reconnects, wish.reconnects, "automaticReconnect", &mut changed);
    set(&mut workspace.mfa_domain, wish.mfa_domain.clone(), "mfaDomain", &mut changed);
    let of = wish.notify_of.clone().map(Notices::list);
    set(&mut workspace.notices.of, of, "notifyOn", &mut changed);
    set(&mut workspace.notices.locale, wish.notify_locale.clone(), "notifyLocale", &mut changed);
    let Reminders { after, before_expiry } = &mut workspace.reminders;
    set(after, wish.remind_after, "remindAfterDays", &mut changed);
    set(before_expiry, wish.remind_before_expiry, "remindBeforeExpiryDays", &mut changed);
    for (kept, days) in &wish.retention {
        if workspace.retention.of(*kept) != *days {
            workspace.retention.set(*kept, *days);
            changed.push(format!("retentionDays.{kept}"));
        }
    }
    // Another spelling of the same address is another place to mail to.
    if let Some(to) = wish.notify.clone().filter(|to| !same_spelling(to, &workspace.notices.to)) {
        workspace.notices.to = to;
        changed.push("notifyEmail".to_owned());
    }
    if let Some(from) = wish.mail_from.clone().filter(|from| !same_spelling(from, &workspace.mail_from)) {
        workspace.mail_from = from;
        changed.push("mailFrom".to_owned());
    }
    check(workspace.expiry)?;
    Ok(changed)
}

fn same_spelling(one: &Option<EmailAddress>, other: &Option<EmailAddress>) -> bool {
    one.as_ref().map(EmailAddress::as_str) == other.as_ref().map(EmailAddress::as_str)
}

fn check(expiry: ExpiryPolicy) -> Result<(), UpdateWorkspaceError> {
    if expiry.ceiling.is_some_and(|longest| longest < MIN_LIFETIME) {
        return Err(UpdateWorkspaceError::MaxExpiry);
    }
    let too_long = |default: Duration| expiry.ceiling.is_some_and(|longest| default > longest);
    match expiry.default {
        Some(default) if default < MIN_LIFETIME || too_long(default) => {
            Err(UpdateWorkspaceError::DefaultExpiry)
        }
        _ => Ok(()),
    }
}
