use std::sync::Arc;

use bytes::Bytes;
use latchstring_service::Latchstring;
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::headers::{PageHeaders, SecurityHeaders};

use crate::openapi;

/// What the handlers share. Cheap to clone.
#[derive(Clone)]
pub struct ApiState(Arc<Inner>);

struct Inner {
    latchstring: Latchstring,
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
        Self(Arc::new(Inner { latchstring, version, openapi, page_headers, base: base.clone() }))
    }

    pub(crate) fn latchstring(&self) -> &Latchstring {
        &self.0.latchstring
    }

    pub(crate) fn version(&self) -> &'static str {
        self.0.version
    }

    pub(crate) fn openapi(&self) -> Bytes {
        self.0.openapi.clone()
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.0.base
    }

    pub(crate) fn page_headers(&self) -> SecurityHeaders {
        self.0.page_headers.clone()
    }
}
