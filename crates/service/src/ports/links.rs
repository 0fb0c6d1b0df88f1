use latchstring_domain::workspace::Workspace;
use secrecy::SecretString;

/// How the URLs of links look. Built from configuration alone, never from a request's `Host`.
pub trait Links: Send + Sync {
    /// The URL at which a recipient opens the invitation with this token. It contains the token, so it is a secret.
    fn invitation(&self, workspace: &Workspace, token: &SecretString) -> SecretString;
}
