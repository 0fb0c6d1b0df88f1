use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use axum::response::{Html, IntoResponse as _, Response};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use latchstring_domain::Timestamp;
use latchstring_domain::branding::Branding;
use latchstring_domain::company::Company;
use latchstring_domain::event::{AgentClass, Origin};
use latchstring_domain::id::RequestId;
use latchstring_domain::invitation::Purpose;
use latchstring_domain::link::Link;
use latchstring_domain::portal::{TextKey, TextOverrides};
use latchstring_domain::web_origin::WebOrigin;
use latchstring_domain::workspace::Workspace;
use latchstring_i18n::{Catalog, Language};
use latchstring_service::flow_session::{WayBack, embedding_of};
use latchstring_web_kit::cookies::{HostCookie, Placement, SetCookie};
use latchstring_web_kit::headers::{PageHeaders, SecurityHeaders};
use latchstring_web_kit::problem::Problem;
use latchstring_web_kit::request::RequestContext;

use super::around::Around;
use super::cookie::{self, FlowCookie};
use super::failure::defect;
use super::{PagesState, portal, scanner};
use crate::brand::Brand;
use crate::view::{Day, DeadEnd, DeadEndKind, Embedding, Frame, Onward, Return, Wording};

/// What keeps the chosen language.
pub(super) const LANGUAGE: HostCookie = HostCookie::new("__Host-latchstring-lang");

/// Who asks, how, and in which language: what every page needs of a request.
pub(super) struct Visitor {
    pub(super) state: PagesState,
    pub(super) context: RequestContext,
    query: Vec<(String, String)>,
    /// Where the page can be reached too, when its link came in the query.
    elsewhere: Option<String>,
    cookie: FlowCookie,
    keeps_cookies: bool,
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
            cookie: FlowCookie::read(&parts.headers),
            keeps_cookies: cookie::keeps_cookies(&parts.headers),
        })
    }
}

/// Whose link a page is of, and how that looks.
#[derive(Clone, Copy)]
pub(super) struct Whose<'a> {
    pub(super) link: &'a Link,
    pub(super) company: &'a Company,
    pub(super) workspace: &'a Workspace,
    pub(super) branding: &'a Branding,
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

    /// Whether the page is in a frame, and the browser has not yet been seen to keep a cookie there.
    pub(super) fn is_framed_without_cookies(&self) -> bool {
        self.context.is_embedded && !self.keeps_cookies
    }

    pub(super) fn placement(&self) -> Placement {
        placement(&self.context)
    }

    /// What the events of this request carry.
    pub(super) fn origin(&self) -> Origin {
        Origin {
            request_id: Some(RequestId::from_uuid(self.context.request_id)),
            ip: self.context.client_ip,
            user_agent: self.context.user_agent.as_deref().map(ToOwned::to_owned),
        }
    }

    /// What the visitor's program says it is.
    pub(super) fn agent(&self) -> AgentClass {
        scanner::class(self.context.user_agent.as_deref())
    }

    /// The language: the one chosen on the page, now or before, else the one the inviter asked for, else the browser's.
    pub(super) fn language(&self, asked_by_inviter: Option<&str>) -> &Language {
        spoken(self.state.catalog(), &self.context, asked_by_inviter)
    }

    /// A frame that names nobody.
    pub(super) fn plain_frame(&self) -> Frame {
        self.reached(Frame::new(Arc::clone(self.state.catalog()), self.language(None).clone(), None))
    }

    /// A frame that names who asks, in the language and the words that the link asks for.
    pub(super) fn frame(&self, whose: Whose<'_>) -> Frame {
        let embedding = self.shown_by(whose.link, &embedding_of(whose.link, whose.workspace));
        let brand = Brand::of(whose.branding, asker(whose));
        let language = self.language(whose.link.locale()).clone();
        let wording = wording(whose, &language);
        let frame = Frame::new(Arc::clone(self.state.catalog()), language, Some(brand));
        self.reached(frame.worded(wording).embedded(embedding))
    }

    /// Lets the sites that embed a link show the answer in a frame, whatever it will be, and says what they are told.
    pub(super) fn shown_by(&self, link: &Link, sites: &[WebOrigin]) -> Option<Embedding> {
        let around = Around::new(link, sites);
        let embedding = around.embedding.clone();
        self.context.notes.leave(around);
        embedding
    }

    /// A frame of a workspace and of no link.
    pub(super) fn branded_frame(&self, branding: &Branding, name: &str) -> Frame {
        let language = self.language(None).clone();
        let own = Arc::new(chosen_words(branding, &language, true));
        let brand = Brand::of(branding, name);
        let frame = Frame::new(Arc::clone(self.state.catalog()), language, Some(brand));
        frame.worded(Wording { general: false, own })
    }

    fn reached(&self, frame: Frame) -> Frame {
        let frame = frame.within_another(self.context.is_embedded);
        match &self.elsewhere {
            Some(path) => frame.reached_at(path.clone()),
            None => frame,
        }
    }

    /// The page as an answer.
    pub(super) fn page(&self, status: StatusCode, view: &impl Template) -> Response {
        match view.render() {
            Ok(html) => {
                (self.headers(), self.remembering((status, Html(html)).into_response())).into_response()
            }
            Err(error) => defect(&error).into_response(),
        }
    }

    /// The headers of a page that its link's sites may show in a frame; those of every page where none may.
    fn headers(&self) -> Option<SecurityHeaders> {
        let frame_ancestors = self.context.notes.find::<Around>()?.framed_by;
        let page = PageHeaders { frame_ancestors, ..PageHeaders::default() };
        Some(SecurityHeaders::page(self.state.base(), &page))
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
        keep_language(self.state.catalog(), &self.context)
    }
}

/// The language of an answer: the one that the visitor chose on a page, else the one the inviter asked for, else the
/// browser's.
pub(super) fn spoken<'a>(
    catalog: &'a Catalog,
    context: &RequestContext,
    asked_by_inviter: Option<&str>,
) -> &'a Language {
    let accepted = context.accept_language.as_ref().map(HeaderValue::to_str);
    catalog.negotiate(context.language.tags().chain(asked_by_inviter), accepted.and_then(Result::ok))
}

/// The cookie that keeps the language that this request chose, if it chose one.
pub(super) fn keep_language(catalog: &Catalog, context: &RequestContext) -> Option<SetCookie> {
    context.language.asked.as_ref()?;
    LANGUAGE.set(spoken(catalog, context, None).tag(), placement(context)).ok()
}

fn placement(context: &RequestContext) -> Placement {
    if context.is_embedded { Placement::Embedded } else { Placement::TopLevel }
}

/// The first value of a name in a query.
pub(super) fn value<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Whose name the pages of a link bear. A portal's company is a tenant, that is, the recipient's own side, and is called by
/// its id until somebody names it; who asks there is the workspace.
fn asker(whose: Whose<'_>) -> &str {
    if whose.link.portal().is_some() { whose.workspace.name.as_str() } else { whose.company.name.as_str() }
}

/// The words of a link: a portal may be for an account of any kind, and may bring some of its own, before which its
/// workspace's stand back.
fn wording(whose: Whose<'_>, language: &Language) -> Wording {
    let connects = matches!(whose.link.purpose(), Purpose::CreateConnection { .. });
    let mut own = chosen_words(whose.branding, language, connects);
    let portal = whose.link.portal();
    if let Some(portal) = portal {
        own.extend(words(&portal.options.texts));
    }
    Wording { general: portal.is_some(), own: Arc::new(own) }
}

/// What a workspace has the pages say in a language. Its title and the line under it speak of connecting, so they are not for
/// a repair.
fn chosen_words(branding: &Branding, language: &Language, connects: bool) -> BTreeMap<&'static str, String> {
    let look = &branding.look;
    let mut own = BTreeMap::new();
    if connects {
        let title = look.title.as_ref().map(|text| (TextKey::LandingHeading.as_str(), text.to_string()));
        let lead = look.description.as_ref().map(|text| (TextKey::LandingLead.as_str(), text.to_string()));
        own.extend(title.into_iter().chain(lead));
    }
    own.extend(look.texts.get(language.tag()).into_iter().flat_map(words));
    own
}

fn words(texts: &TextOverrides) -> impl Iterator<Item = (&'static str, String)> {
    texts.0.iter().map(|(key, text)| (key.as_str(), text.as_str().to_owned()))
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
