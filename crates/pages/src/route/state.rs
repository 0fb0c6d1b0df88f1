use std::sync::Arc;

use latchstring_i18n::Catalog;
use latchstring_service::Latchstring;
use latchstring_service::ports::Visits;
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::client_ip::TrustedProxies;
use latchstring_web_kit::request::RequestIds;

use crate::mailbox::Mailbox;

/// What the pages stand on. Cheap to clone.
#[derive(Clone)]
pub struct PagesState(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    latchstring: Latchstring,
    base: BaseUrl,
    visits: Arc<dyn Visits>,
    catalog: Arc<Catalog>,
    request_ids: RequestIds,
    proxies: TrustedProxies,
    mailbox: Option<Arc<dyn Mailbox>>,
}

impl PagesState {
    /// The state of pages over these use cases, reached at `base`, that leave word of visits with `visits` and speak the
    /// languages of `catalog`. No proxy is trusted.
    #[must_use]
    pub fn new(
        latchstring: Latchstring,
        base: BaseUrl,
        visits: Arc<dyn Visits>,
        catalog: Arc<Catalog>,
        request_ids: RequestIds,
    ) -> Self {
        let proxies = TrustedProxies::none();
        let mailbox = None;
        Self(Arc::new(Inner { latchstring, base, visits, catalog, request_ids, proxies, mailbox }))
    }

    /// The same, believing these proxies on who the client is.
    #[must_use]
    pub fn trusted_proxies(mut self, proxies: TrustedProxies) -> Self {
        Arc::make_mut(&mut self.0).proxies = proxies;
        self
    }

    /// The same, showing these mails at `/p/mails` to whoever asks from this machine. For servers that somebody tries out: the mails
    /// open links and have codes in them.
    #[must_use]
    pub fn showing_mails(mut self, mailbox: Arc<dyn Mailbox>) -> Self {
        Arc::make_mut(&mut self.0).mailbox = Some(mailbox);
        self
    }

    pub(crate) fn mailbox(&self) -> Option<&dyn Mailbox> {
        self.0.mailbox.as_deref()
    }

    pub(crate) fn latchstring(&self) -> &Latchstring {
        &self.0.latchstring
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.0.base
    }

    pub(crate) fn visits(&self) -> &dyn Visits {
        &*self.0.visits
    }

    pub(crate) fn catalog(&self) -> &Arc<Catalog> {
        &self.0.catalog
    }

    pub(crate) fn request_ids(&self) -> RequestIds {
        Arc::clone(&self.0.request_ids)
    }

    pub(crate) fn proxies(&self) -> &TrustedProxies {
        &self.0.proxies
    }
}
