use std::sync::Arc;

use bytes::Bytes;
use latchstring_service::Latchstring;
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::headers::{PageHeaders, SecurityHeaders};

use crate::openapi;

/// What the handlers share. Cheap to clone.
#[derive(Clone)]
pub struct ApiState {
    shared: Arc<Shared>,
    latchstring: Latchstring,
}

struct Shared {
    version: &'static str,
    openapi: Bytes,
    page_headers: SecurityHeaders,
    base: BaseUrl,
}

impl ApiState {
    /// The state of an API over these use cases, reached at `base`. `version` is the program's, for `GET /ping`.
    #[must_use]
    pub fn new(latchstring: Latchstring, base: &BaseUrl, version: &'static str) -> Self {
        let page_headers = SecurityHeaders::page(base, &PageHeaders::default());
        let openapi = openapi::served(base);
        let shared = Shared { version, openapi, page_headers, base: base.clone() };
        Self { shared: Arc::new(shared), latchstring }
    }

    pub(crate) fn latchstring(&self) -> &Latchstring {
        &self.latchstring
    }

    /// The same over other use cases.
    pub(crate) fn acting(&self, latchstring: Latchstring) -> Self {
        Self { shared: Arc::clone(&self.shared), latchstring }
    }

    pub(crate) fn version(&self) -> &'static str {
        self.shared.version
    }

    pub(crate) fn openapi(&self) -> Bytes {
        self.shared.openapi.clone()
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.shared.base
    }

    pub(crate) fn page_headers(&self) -> SecurityHeaders {
        self.shared.page_headers.clone()
    }
}
