use latchstring_domain::company::PublicCompanyId;
use latchstring_domain::workspace::Workspace;
use secrecy::{ExposeSecret as _, SecretString};

use crate::magic_link::LinkKind;

/// How the URLs of links look. Built from configuration alone, never from a request's `Host`.
///
/// An implementor says where recipients reach the deployment; the paths are the documented ones.
pub trait Links: Send + Sync {
    /// The public address that the links of a workspace begin with, without a slash at its end.
    fn address(&self, workspace: &Workspace) -> String;

    /// The URL at which a recipient opens the invitation with this token. It contains the token, so it is a secret.
    fn invitation(&self, workspace: &Workspace, token: &SecretString) -> SecretString {
        SecretString::from(format!("{}/p/i/{}", self.address(workspace), token.expose_secret()))
    }

    /// The URL at which the reader of a mail asks for no more, with the text that says who they are.
    fn unsubscribe(&self, workspace: &Workspace, text: &str) -> SecretString {
        SecretString::from(format!("{}/p/u/{text}", self.address(workspace)))
    }

    /// The URL of an invitation that is mailed: with the proof that whoever opens it reads the mailbox. It contains the
    /// token.
    fn mailed_invitation(&self, workspace: &Workspace, token: &SecretString, proof: &str) -> SecretString {
        let url = self.invitation(workspace, token);
        SecretString::from(format!("{}/{proof}", url.expose_secret()))
    }

    /// The URL at which a recipient opens the invitation with this token, as links in the hotglue shape look. It
    /// contains the token.
    fn portal(&self, workspace: &Workspace, token: &SecretString) -> SecretString {
        SecretString::from(format!("{}/?token={}", self.address(workspace), token.expose_secret()))
    }

    /// The URL at which a recipient opens the magic link with this secret. It contains the secret.
    fn magic_link(
        &self,
        workspace: &Workspace,
        kind: LinkKind,
        company: &PublicCompanyId,
        secret: &SecretString,
    ) -> SecretString {
        let (address, secret) = (self.address(workspace), secret.expose_secret());
        SecretString::from(match kind {
            LinkKind::Company => format!("{address}/p/connect/{company}/{secret}"),
            LinkKind::Connection => format!("{address}/p/connect/{company}/workflow/{secret}"),
        })
    }
}
