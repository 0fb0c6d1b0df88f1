use latchstring_domain::workspace::Workspace;
use latchstring_service::ports::Links;
use latchstring_web_kit::base_url::BaseUrl;
use secrecy::{ExposeSecret as _, SecretString};

/// Links under the configured public address.
pub(crate) struct BaseUrlLinks(pub(crate) BaseUrl);

impl Links for BaseUrlLinks {
    fn invitation(&self, _workspace: &Workspace, token: &SecretString) -> SecretString {
        SecretString::from(String::from(self.0.join(&format!("/p/i/{}", token.expose_secret()))))
    }
}
