use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::connection::Connection;
use latchstring_domain::event::Subject;
use latchstring_domain::invitation::{Invitation, InvitationMail, InvitationSource, InvitationStatus};
use latchstring_domain::workspace::Workspace;
use latchstring_secrets::keyring::KeyId;
use latchstring_secrets::token::LinkToken;
use secrecy::SecretString;

use crate::{Caller, Failure, Latchstring};

/// An invitation as its makers see it.
#[derive(Debug)]
pub struct InvitationView {
    /// The invitation.
    pub invitation: Invitation,
    /// Where it stands now.
    pub status: InvitationStatus,
    /// Its token; `None` for a caller without the scope `links:reveal`, and when its key was disabled.
    pub token: Option<SecretString>,
    /// The URL a recipient opens; `None` when the token is.
    pub url: Option<SecretString>,
    /// The connections it made, oldest first; none for a reconnect.
    pub created_connections: Vec<Connection>,
    /// The mails that brought it to somebody, or will, oldest first.
    pub mails: Vec<InvitationMail>,
    /// When something last happened to it.
    pub last_event_at: Option<Timestamp>,
    /// Where recipients reach the deployment, without a slash at its end.
    pub address: String,
}

/// What became of an invitation by now.
#[derive(Default)]
pub(super) struct Story {
    pub(super) created_connections: Vec<Connection>,
    pub(super) mails: Vec<InvitationMail>,
    pub(super) last_event_at: Option<Timestamp>,
}

impl Story {
    /// Of one to which nothing has happened but just now.
    pub(super) fn at(now: Timestamp) -> Self {
        Self { last_event_at: Some(now), ..Self::default() }
    }
}

pub(super) fn view(
    ls: &Latchstring,
    caller: &Caller,
    workspace: &Workspace,
    invitation: Invitation,
    story: Story,
) -> InvitationView {
    let Story { created_connections, mails, last_event_at } = story;
    let (token, url) =
        if caller.may(Scope::LinksReveal) { reveal(ls, workspace, &invitation) } else { (None, None) };
    let status = invitation.status(ls.now());
    let address = ls.links().address(workspace);
    InvitationView { invitation, status, token, url, created_connections, mails, last_event_at, address }
}

/// The token and the URL of an invitation, for those who may see them; neither when its key was disabled.
pub(crate) fn reveal(
    ls: &Latchstring,
    workspace: &Workspace,
    invitation: &Invitation,
) -> (Option<SecretString>, Option<SecretString>) {
    let token = reveal_token(ls, invitation);
    let url = token.as_ref().map(|token| match invitation.source() {
        InvitationSource::Native => ls.links().invitation(workspace, token),
        InvitationSource::Hotglue => ls.links().portal(workspace, token),
    });
    (token, url)
}

/// The views of several invitations, with as many reads as for one.
pub(super) async fn views(
    ls: &Latchstring,
    caller: &Caller,
    workspace: &Workspace,
    invitations: Vec<Invitation>,
) -> Result<Vec<InvitationView>, Failure> {
    let ids: Vec<_> = invitations.iter().map(|invitation| invitation.id).collect();
    let subjects: Vec<_> = ids.iter().copied().map(Subject::Invitation).collect();
    let mut made = ls.store().connections_made_by(&ids).await?;
    let mut mails = ls.store().mails_of(&ids).await?;
    let times = ls.store().last_event_times(&subjects).await?;
    let views = invitations.into_iter().map(|invitation| {
        let id = invitation.id;
        let story = Story {
            created_connections: made.extract_if(.., |made| made.invitation_id == Some(id)).collect(),
            mails: mails.extract_if(.., |mail| mail.invitation_id == id).collect(),
            last_event_at: times.iter().find(|(of, _)| *of == Subject::Invitation(id)).map(|(_, at)| *at),
        };
        view(ls, caller, workspace, invitation, story)
    });
    Ok(views.collect())
}

/// The token, derived again from what the row remembers. Under a disabled key there is none: such a link is dead.
pub(crate) fn reveal_token(ls: &Latchstring, invitation: &Invitation) -> Option<SecretString> {
    let key_id = KeyId::new(invitation.token.key_id);
    let id = invitation.id.to_bytes();
    let token = LinkToken::derive(ls.keyring(), key_id, &id, invitation.token.generation).ok()?;
    Some(SecretString::from(token.expose()))
}
