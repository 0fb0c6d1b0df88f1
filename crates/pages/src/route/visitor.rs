use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use axum::response::{Html, IntoResponse as _, Response};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::event::Origin;
use latchstring_domain::id::RequestId;
use latchstring_domain::link::Link;
use latchstring_domain::workspace::Workspace;
use latchstring_i18n::Language;
use latchstring_service::flow_session::WayBack;
use latchstring_web_kit::cookies::{HostCookie, Placement, SetCookie};
use latchstring_web_kit::problem::Problem;
use latchstring_web_kit::request::RequestContext;

use super::cookie::FlowCookie;
use super::failure::defect;
use super::{PagesState, portal, scanner};
use crate::brand::Brand;
use crate::view::{Day, DeadEnd, DeadEndKind, Frame, Onward, Return, Wording};

const LANGUAGE: HostCookie = HostCookie::new("__Host-latchstring-lang");

/// Who asks, how, and in which language: what every page needs of a request.
pub(super) struct Visitor {
    pub(super) state: PagesState,
    pub(super) context: RequestContext,
    query: Vec<(String, String)>,
    /// Where the page can be reached too, when its link came in the query.
    elsewhere: Option<String>,
    kept_language: Option<String>,
    cookie: FlowCookie,
}

impl FromRequestParts<PagesState> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &PagesState) -> Result<Self, Problem> {
        let context = RequestContext::from_request_parts(parts, state).await?;
        // A query that cannot be read is none: it asks for a language, searches, or holds a link that is then none.
        let query: Vec<_> = Query::try_from_uri(&parts.uri).map(|Query(query)| query).unwrap_or_default();
        let elsewhere = (parts.uri.path() == "/").then(|| portal::path_of(&query)).flatten();
        Ok(Self {
            state: state.clone(),
            context,
            query,
            elsewhere,
            kept_language: LANGUAGE.read(&parts.headers).map(ToOwned::to_owned),
            cookie: FlowCookie::read(&parts.headers),
        })
    }
}

impl Visitor {
    /// The value of a query parameter.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        value(&self.query, name)
    }

    pub(super) fn cookie(&self) -> &FlowCookie {
        &self.cookie
    }

    pub(super) fn into_cookie(self) -> FlowCookie {
        self.cookie
    }

    pub(super) fn placement(&self) -> Placement {
        if self.context.is_embedded { Placement::Embedded } else { Placement::TopLevel }
    }

    /// What the events of this request carry.
    pub(super) fn origin(&self) -> Origin {
        Origin {
            request_id: Some(RequestId::from_uuid(self.context.request_id)),
            ip: self.context.client_ip,
            user_agent: self.context.user_agent.as_deref().map(ToOwned::to_owned),
        }
    }

    pub(super) fn is_automated(&self) -> bool {
        scanner::is_automated(self.context.user_agent.as_deref())
    }

    /// The language: the one chosen on the page, now or before, else the one the inviter asked for, else the browser's.
    fn language(&self, asked_by_inviter: Option<&str>) -> &Language {
        let chosen = self.query("lang").or(self.kept_language.as_deref()).or(asked_by_inviter);
        let accepted = self.context.accept_language.as_ref().map(HeaderValue::to_str);
        self.state.catalog().negotiate(chosen, accepted.and_then(Result::ok))
    }

    /// A frame that names nobody.
    pub(super) fn plain_frame(&self) -> Frame {
        self.reached(Frame::new(Arc::clone(self.state.catalog()), self.language(None).clone(), None))
    }

    /// A frame that names who asks, in the language and the words that the link asks for.
    pub(super) fn frame(&self, link: &Link, company: &Company, workspace: &Workspace) -> Frame {
        let brand = Brand { name: asker(link, company, workspace).to_owned(), logo_url: None, color: None };
        let language = self.language(link.locale()).clone();
        let frame = Frame::new(Arc::clone(self.state.catalog()), language, Some(brand));
        self.reached(frame.worded(wording(link)))
    }

    fn reached(&self, frame: Frame) -> Frame {
        match &self.elsewhere {
            Some(path) => frame.reached_at(path.clone()),
            None => frame,
        }
    }

    /// The page as an answer.
    pub(super) fn page(&self, status: StatusCode, view: &impl Template) -> Response {
        match view.render() {
            Ok(html) => self.remembering((status, Html(html)).into_response()),
            Err(error) => defect(&error).into_response(),
        }
    }

    /// A page that ends a walk.
    pub(super) fn dead_end(
        &self,
        status: StatusCode,
        frame: Frame,
        kind: DeadEndKind,
        onward: Option<Onward>,
        reference: Option<String>,
    ) -> Response {
        self.page(status, &DeadEnd { frame, kind, onward, reference, back: None })
    }

    /// The answer, with a cookie for the language if this request chose one.
    pub(super) fn remembering(&self, response: Response) -> Response {
        match self.chosen_language() {
            Some(cookie) => (cookie, response).into_response(),
            None => response,
        }
    }

    fn chosen_language(&self) -> Option<SetCookie> {
        self.query("lang")?;
        LANGUAGE.set(self.language(None).tag(), self.placement()).ok()
    }
}

/// The first value of a name in a query.
pub(super) fn value<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Whose name the pages of a link bear. A portal's company is a tenant, that is, the recipient's own side, and is called by
/// its id until somebody names it; who asks there is the workspace.
fn asker<'a>(link: &Link, company: &'a Company, workspace: &'a Workspace) -> &'a str {
    if link.portal().is_some() { workspace.name.as_str() } else { company.name.as_str() }
}

/// The words of a link: a portal may be for an account of any kind, and may bring some of its own.
fn wording(link: &Link) -> Wording {
    let Some(portal) = link.portal() else { return Wording::default() };
    let own = portal.options.texts.0.iter().map(|(key, text)| (key.as_str(), text.as_str().to_owned()));
    Wording { general: true, own: Arc::new(own.collect()) }
}

/// A way back as the pages show it.
pub(super) fn leading(WayBack { url, host }: WayBack) -> Return {
    Return { url, host }
}

/// The day of a moment, in UTC: a link has no time zone, and the recipient's is not known.
pub(super) fn day(at: Timestamp) -> Day {
    let date = at.to_offset().date();
    Day { year: date.year(), month: date.month().into(), day: date.day() }
}

/// The last day of something that ends at a moment and not after it.
pub(super) fn last_day(end: Timestamp) -> Day {
    day(end.saturating_sub(std::time::Duration::from_millis(1)))
}
