use latchstring_domain::workspace::Workspace;
use latchstring_service::ports::Links;
use latchstring_web_kit::base_url::BaseUrl;

/// Links under the configured public address.
pub(crate) struct BaseUrlLinks(pub(crate) BaseUrl);

impl Links for BaseUrlLinks {
    fn address(&self, _workspace: &Workspace) -> String {
        self.0.as_str().trim_end_matches('/').to_owned()
    }
}
