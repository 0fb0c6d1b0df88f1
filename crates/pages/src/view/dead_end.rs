use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Day, Frame, Return, Session};

/// A page that ends a walk, or keeps one from beginning, with its own words and a way forward.
#[derive(Template)]
#[template(path = "dead_end.html")]
pub struct DeadEnd {
    /// Language, and the brand if the link tells.
    pub frame: Frame,
    /// What happened.
    pub kind: DeadEndKind,
    /// The one thing to do here, if there is one. What it is called follows from the kind.
    pub onward: Option<Onward>,
    /// What the recipient may tell the inviter.
    pub reference: Option<String>,
    /// Where the inviter wants the recipient to go from here.
    pub back: Option<Return>,
}

/// What ended the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeadEndKind {
    /// The link is past its day.
    Expired {
        /// The day.
        on: Option<Day>,
    },
    /// The inviter closed the link.
    Revoked,
    /// The link has no uses left.
    UsedUp {
        /// The day of the last use.
        on: Option<Day>,
    },
    /// No such link, or a damaged one.
    Unknown,
    /// The session took too long, and nothing came of it.
    TimedOut,
    /// There is no session, or not in this browser.
    NoSession,
    /// The provider does not answer.
    ProviderDown {
        /// Its name.
        provider: String,
    },
    /// Too many failed tries.
    TooManyTries {
        /// When it is open again, if that is known.
        minutes: Option<u32>,
    },
    /// Too many codes were asked for or typed.
    TooManyCodes,
    /// Nothing but good news: the inviter knows that a new link is wanted.
    LinkRequested,
    /// Nothing but good news: the link is on its way to somebody else, if it may be used there.
    HandedOff,
    /// The link was passed on too often.
    TooManyHandOffs,
    /// What the link offered is gone.
    NothingOffered,
    /// A form that was not this session's, or was malformed.
    BadForm,
    /// A request that cannot be understood, whatever it was for.
    BadRequest,
    /// Everything is there but the last word: it was not written down at the first try.
    Unfinished,
    /// Our own fault.
    ServerError,
    /// No such page.
    NotFound,
    /// The browser keeps no cookie.
    CookiesMissing,
}

/// The one thing to do on a dead end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onward {
    /// Begin again: posts to `{session}/restart`.
    Restart(Session),
    /// Say the last word: posts to `{session}/submit`.
    Submit(Session),
    /// Leave it at what is connected by now, and see the receipts: posts to `{session}/finish`.
    Finish(Session),
    /// Tell the inviter that a new link is wanted: posts to this path.
    AskForLink {
        /// The path.
        action: String,
    },
    /// Go to a page of the walk.
    Go {
        /// Its path.
        href: String,
    },
    /// Open the link in a new tab.
    NewTab {
        /// The link's path.
        href: String,
    },
}

/// The texts of one kind.
struct Words {
    title: &'static str,
    heading: &'static str,
    icon: &'static str,
}

impl DeadEnd {
    fn words(&self) -> Words {
        let (title, heading, icon) = match self.kind {
            DeadEndKind::Expired { .. } => ("dead-expired-title", "dead-expired-heading", "clock"),
            DeadEndKind::Revoked => ("dead-revoked-title", "dead-revoked-heading", "lock"),
            DeadEndKind::UsedUp { .. } => ("dead-used-title", "dead-used-heading", "check"),
            DeadEndKind::Unknown => ("dead-unknown-title", "dead-unknown-heading", "link"),
            DeadEndKind::TimedOut => ("dead-timed-out-title", "dead-timed-out-heading", "clock"),
            DeadEndKind::ProviderDown { .. } => {
                ("dead-provider-down-title", "dead-provider-down-heading", "plug")
            }
            DeadEndKind::TooManyTries { .. } => ("dead-too-many-title", "dead-too-many-heading", "clock"),
            DeadEndKind::TooManyCodes => ("dead-codes-title", "dead-codes-heading", "clock"),
            DeadEndKind::LinkRequested => ("dead-asked-title", "dead-asked-heading", "check"),
            DeadEndKind::HandedOff => ("hand-off-done-title", "hand-off-done-heading", "check"),
            DeadEndKind::TooManyHandOffs => ("hand-off-too-many-title", "hand-off-too-many-heading", "clock"),
            DeadEndKind::NothingOffered => ("dead-nothing-title", "dead-nothing-heading", "plug"),
            DeadEndKind::BadForm => ("dead-form-title", "dead-form-heading", "refresh"),
            DeadEndKind::BadRequest => ("dead-request-title", "dead-request-heading", "alert"),
            DeadEndKind::Unfinished => ("dead-unfinished-title", "dead-unfinished-heading", "check"),
            DeadEndKind::NoSession => ("dead-session-title", "dead-session-heading", "clock"),
            DeadEndKind::ServerError => ("dead-server-title", "dead-server-heading", "alert"),
            DeadEndKind::NotFound => ("dead-not-found-title", "dead-not-found-heading", "link"),
            DeadEndKind::CookiesMissing => ("dead-cookies-title", "dead-cookies-heading", "tab"),
        };
        Words { title, heading, icon }
    }

    /// What a page around this one is told: a step where nothing is wrong, else `error` and which.
    fn told(&self) -> &'static str {
        match self.kind {
            DeadEndKind::Expired { .. } => "error expired",
            DeadEndKind::Revoked => "error revoked",
            DeadEndKind::UsedUp { .. } => "error used-up",
            DeadEndKind::Unknown => "error unknown-link",
            DeadEndKind::TimedOut => "error timed-out",
            DeadEndKind::NoSession => "error no-session",
            DeadEndKind::ProviderDown { .. } => "error provider-down",
            DeadEndKind::TooManyTries { .. } => "error too-many-tries",
            DeadEndKind::TooManyCodes => "error too-many-codes",
            DeadEndKind::TooManyHandOffs => "error too-many-hand-offs",
            DeadEndKind::NothingOffered => "error nothing-offered",
            DeadEndKind::BadForm | DeadEndKind::BadRequest => "error bad-request",
            DeadEndKind::Unfinished => "error unfinished",
            DeadEndKind::ServerError => "error server-error",
            DeadEndKind::NotFound => "error not-found",
            DeadEndKind::CookiesMissing => "error cookies-blocked",
            DeadEndKind::LinkRequested => "link-requested",
            DeadEndKind::HandedOff => "handed-off",
        }
    }

    fn heading(&self) -> String {
        let provider = match &self.kind {
            DeadEndKind::ProviderDown { provider } => provider.as_str(),
            _ => "",
        };
        self.frame.say(self.words().heading).with("provider", provider).to_string()
    }

    fn body(&self) -> String {
        let dated = |plain, dated, on: &Option<Day>| match on {
            Some(day) => self.frame.say(dated).with("date", self.frame.day(day)).to_string(),
            None => self.frame.say(plain).to_string(),
        };
        let key = match &self.kind {
            DeadEndKind::Expired { on } => return dated("dead-expired-body", "dead-expired-body-on", on),
            DeadEndKind::UsedUp { on } => return dated("dead-used-body", "dead-used-body-on", on),
            // Nobody who has connected something must read that nothing was saved.
            DeadEndKind::TooManyTries { .. } if self.has_connected() => "dead-too-many-body-connected",
            DeadEndKind::NothingOffered if self.has_connected() => "dead-nothing-body-connected",
            DeadEndKind::NothingOffered => "dead-nothing-body",
            DeadEndKind::Revoked => "dead-revoked-body",
            DeadEndKind::Unknown => "dead-unknown-body",
            DeadEndKind::TimedOut => "dead-timed-out-body",
            DeadEndKind::ProviderDown { .. } => "dead-provider-down-body",
            DeadEndKind::TooManyTries { .. } => "dead-too-many-body",
            DeadEndKind::TooManyCodes => "dead-codes-body",
            DeadEndKind::LinkRequested => "dead-asked-body",
            DeadEndKind::HandedOff => "hand-off-done-body",
            DeadEndKind::TooManyHandOffs => "hand-off-too-many-body",
            DeadEndKind::BadForm => "dead-form-body",
            DeadEndKind::BadRequest => "dead-request-body",
            DeadEndKind::Unfinished => "dead-unfinished-body",
            DeadEndKind::NoSession => "dead-session-body",
            DeadEndKind::ServerError => "dead-server-body",
            DeadEndKind::NotFound => "dead-not-found-body",
            DeadEndKind::CookiesMissing => "dead-cookies-body",
        };
        self.frame.say(key).to_string()
    }

    fn has_connected(&self) -> bool {
        matches!(self.onward, Some(Onward::Finish(_)))
    }

    /// Whether what was to be done here is done, and going on is no more than possible.
    fn is_done(&self) -> bool {
        self.kind == DeadEndKind::HandedOff
    }

    fn asks_for_link(&self) -> bool {
        matches!(self.onward, Some(Onward::AskForLink { .. }))
    }

    /// The way forward in words; `None` where the button says it all.
    fn next(&self) -> Option<String> {
        let referred = self.reference.is_some();
        let key = match &self.kind {
            DeadEndKind::NothingOffered if self.has_connected() => return None,
            DeadEndKind::LinkRequested | DeadEndKind::HandedOff => return None,
            // The button says it all.
            DeadEndKind::Expired { .. } | DeadEndKind::Revoked if self.asks_for_link() => return None,
            DeadEndKind::UsedUp { .. } if self.asks_for_link() => "dead-used-ask",
            DeadEndKind::Expired { .. }
            | DeadEndKind::Revoked
            | DeadEndKind::Unknown
            | DeadEndKind::NothingOffered => {
                if referred {
                    "dead-ask-reference"
                } else {
                    "dead-ask"
                }
            }
            DeadEndKind::UsedUp { .. } if referred => "dead-used-next-reference",
            DeadEndKind::UsedUp { .. } => "dead-used-next",
            DeadEndKind::ServerError if referred => "dead-help-reference",
            DeadEndKind::ServerError | DeadEndKind::NotFound => return None,
            DeadEndKind::BadForm if self.onward.is_none() => "dead-form-next",
            DeadEndKind::TimedOut | DeadEndKind::BadForm | DeadEndKind::Unfinished => return None,
            DeadEndKind::BadRequest => "dead-request-next",
            DeadEndKind::NoSession => "dead-session-next",
            DeadEndKind::ProviderDown { .. } => "dead-provider-down-next",
            DeadEndKind::TooManyTries { minutes: Some(minutes) } => {
                return Some(self.frame.say("dead-too-many-when").with("minutes", *minutes).to_string());
            }
            DeadEndKind::TooManyTries { minutes: None }
            | DeadEndKind::TooManyCodes
            | DeadEndKind::TooManyHandOffs => "dead-too-many-later",
            DeadEndKind::CookiesMissing => "dead-cookies-next",
        };
        Some(self.frame.say(key).to_string())
    }

    fn onward_label(&self) -> &'static str {
        match (&self.kind, &self.onward) {
            (_, Some(Onward::NewTab { .. })) => "dead-open-tab",
            (_, Some(Onward::Submit(_))) => "dead-finish",
            (_, Some(Onward::Finish(_))) => "dead-see-receipt",
            (_, Some(Onward::AskForLink { .. })) => "dead-ask-button",
            (DeadEndKind::TimedOut, _) => "dead-start-again",
            (DeadEndKind::BadForm, _) => "dead-continue",
            (DeadEndKind::HandedOff | DeadEndKind::TooManyHandOffs, _) => "hand-off-yourself",
            _ => "dead-again",
        }
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let page = |kind| Self { frame: make.plain(), kind, onward: None, reference: None, back: None };
        let back = || {
            let (url, host) = ("https://acme.example/late?status=expired", "acme.example");
            Some(Return { url: url.to_owned(), host: host.to_owned() })
        };
        let referred = |kind| Self { reference: Some(Samples::REFERENCE.to_owned()), ..page(kind) };
        let restart = || Some(Onward::Restart(Session::sample()));
        let go = || Some(Onward::Go { href: Session::sample().path });
        let ask = || Some(Onward::AskForLink { action: "/p/i/lsi_c2FtcGxl?ask=link".to_owned() });
        let day = || Some(Day::sample());
        let finish = || Some(Onward::Finish(Session::sample()));
        let portal = |kind| Self { frame: make.portal(), ..page(kind) };
        let down = DeadEndKind::ProviderDown { provider: "Pacific Power".to_owned() };
        let new_tab = Onward::NewTab { href: "/p/i/lsi_c2FtcGxl".to_owned() };
        vec![
            ("dead-expired", referred(DeadEndKind::Expired { on: day() })),
            ("dead-expired-ask", Self { onward: ask(), ..referred(DeadEndKind::Expired { on: day() }) }),
            (
                "dead-expired-return",
                Self { onward: ask(), back: back(), ..referred(DeadEndKind::Expired { on: day() }) },
            ),
            ("dead-used-up-ask", Self { onward: ask(), ..referred(DeadEndKind::UsedUp { on: day() }) }),
            ("link-requested", page(DeadEndKind::LinkRequested)),
            ("handed-off", Self { onward: go(), ..page(DeadEndKind::HandedOff) }),
            ("dead-too-many-hand-offs", Self { onward: go(), ..page(DeadEndKind::TooManyHandOffs) }),
            ("dead-too-many-codes", page(DeadEndKind::TooManyCodes)),
            ("dead-expired-no-day", page(DeadEndKind::Expired { on: None })),
            ("dead-revoked", referred(DeadEndKind::Revoked)),
            ("dead-used-up", referred(DeadEndKind::UsedUp { on: day() })),
            ("dead-used-up-no-day", page(DeadEndKind::UsedUp { on: None })),
            ("dead-unknown", Self { frame: make.unknown(), ..page(DeadEndKind::Unknown) }),
            ("dead-timed-out", Self { onward: restart(), ..page(DeadEndKind::TimedOut) }),
            ("dead-no-session", Self { frame: make.unknown(), ..page(DeadEndKind::NoSession) }),
            ("dead-provider-down", Self { onward: go(), ..page(down) }),
            ("dead-too-many", page(DeadEndKind::TooManyTries { minutes: Some(15) })),
            ("dead-too-many-later", page(DeadEndKind::TooManyTries { minutes: None })),
            ("dead-bad-form", Self { onward: go(), ..page(DeadEndKind::BadForm) }),
            ("dead-bad-form-no-session", Self { frame: make.unknown(), ..page(DeadEndKind::BadForm) }),
            ("dead-bad-request", Self { frame: make.unknown(), ..page(DeadEndKind::BadRequest) }),
            (
                "dead-unfinished",
                Self { onward: Some(Onward::Submit(Session::sample())), ..page(DeadEndKind::Unfinished) },
            ),
            ("dead-nothing-offered", Self { frame: make.portal(), ..referred(DeadEndKind::NothingOffered) }),
            ("dead-nothing-offered-more", Self { onward: finish(), ..portal(DeadEndKind::NothingOffered) }),
            ("dead-revoked-connected", Self { onward: finish(), ..portal(DeadEndKind::Revoked) }),
            (
                "dead-too-many-connected",
                Self { onward: finish(), ..portal(DeadEndKind::TooManyTries { minutes: None }) },
            ),
            ("dead-server-error", Self { frame: make.unknown(), ..referred(DeadEndKind::ServerError) }),
            ("dead-server-error-known", Self { onward: go(), ..referred(DeadEndKind::ServerError) }),
            ("dead-not-found", Self { frame: make.unknown(), ..page(DeadEndKind::NotFound) }),
            (
                "dead-cookies",
                Self { frame: make.embedded(), onward: Some(new_tab), ..page(DeadEndKind::CookiesMissing) },
            ),
        ]
    }
}
