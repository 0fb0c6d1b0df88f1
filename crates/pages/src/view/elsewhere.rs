use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Frame, Provider, Repair, Session, SignInProblem, SummaryLine};

/// Signing in on the provider's own page. Its name and domain are in sight, and so is the host that it leads to.
///
/// [`Elsewhere::Ask`] posts to `{session}/sign-in`, and [`Elsewhere::Tab`] its `pass` to `{session}/tab`; [`Elsewhere::Go`] is a link,
/// since a browser would hold a form that ends at another host against the policy of this page.
#[derive(Template)]
#[template(path = "elsewhere.html")]
pub struct SignInElsewhere {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the forms go.
    pub session: Session,
    /// Where the recipient signs in.
    pub provider: Provider,
    /// The way there.
    pub elsewhere: Elsewhere,
    /// Whether the provider may still be changed.
    pub can_choose_another: bool,
    /// Whether something is connected already, so that the walk can end here.
    pub can_finish: bool,
    /// What is said of the connection, where it is a repair.
    pub repair: Option<Repair>,
    /// What became of the last try.
    pub problem: Option<SignInProblem>,
}

/// The way to the provider's own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It has to be asked for.
    Ask,
    /// It is known.
    Go {
        /// The address.
        href: String,
        /// The host that it leads to, for people.
        host: String,
    },
    /// The walk has to go on in a tab of its own first, because no such page lets itself be framed, and its answer comes back to a tab.
    Tab {
        /// What the tab goes on with.
        pass: String,
    },
}

/// Back from the provider's own page, with its answer in a form that is sent at once, or by its button where scripts are
/// off. What an address holds must change nothing by being opened.
///
/// Posts `code`, `state`, `iss` and `error`, as far as they came, to `{session}/challenge`.
#[derive(Template)]
#[template(path = "returned.html")]
pub struct Returned {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the form goes.
    pub session: Session,
    /// Where the recipient was.
    pub provider: Provider,
    /// The answer, name by name.
    pub answer: Vec<(&'static str, String)>,
}

impl SignInElsewhere {
    fn errors(&self) -> Vec<SummaryLine> {
        let line = |problem: SignInProblem| {
            let (text, next) = problem.keys();
            let say = |key| {
                let phrase = self.frame.say(key).with("provider", &self.provider.name);
                phrase.with("domain", &self.provider.domain).to_string()
            };
            SummaryLine { field: None, text: say(text), next: Some(say(next)) }
        };
        self.problem.map(line).into_iter().collect()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let plain = || Self {
            frame: make.elsewhere(make.walking(1)),
            session: Session::sample(),
            provider: Provider::sample(),
            elsewhere: Elsewhere::Ask,
            can_choose_another: true,
            can_finish: false,
            repair: None,
            problem: None,
        };
        let go = Elsewhere::Go {
            href: "https://id.pacificpower.example/authorize?client_id=acme&state=q".to_owned(),
            host: "id.pacificpower.example".to_owned(),
        };
        let tab = Elsewhere::Tab { pass: "AQBzYW1wbGU".to_owned() };
        let with = |problem| Self { problem: Some(problem), ..plain() };
        vec![
            ("elsewhere", plain()),
            ("elsewhere-go", Self { elsewhere: go, ..plain() }),
            ("elsewhere-tab", Self { elsewhere: tab, can_choose_another: false, ..plain() }),
            ("elsewhere-declined", with(SignInProblem::Declined)),
            ("elsewhere-failed", with(SignInProblem::CheckFailed)),
            (
                "elsewhere-portal",
                Self {
                    frame: make.elsewhere(make.portal().at(&Samples::PORTAL, 1)),
                    can_finish: true,
                    ..plain()
                },
            ),
        ]
    }
}

impl Returned {
    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let answer = vec![("code", "SplxlOBeZQQYbYS6WxSbIA".to_owned()), ("state", "q".to_owned())];
        let (session, provider) = (Session::sample(), Provider::sample());
        vec![("returned", Self { frame: make.elsewhere(make.walking(1)), session, provider, answer })]
    }
}
