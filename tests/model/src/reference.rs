use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::{FLOW_LIFETIME, MAX_FAILED_SIGN_INS, Step};
use latchstring_domain::invitation::InvitationStatus;

/// What becomes of links, in arithmetic: no storage, no races, no secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// In the order in which they were made.
    pub links: Vec<Link>,
    /// In the order in which they were opened and somebody was told.
    pub sessions: Vec<Session>,
    /// How many connections there are.
    pub connections: usize,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// How often it may be used.
    pub max_uses: Option<u32>,
    /// How often it was.
    pub uses: u32,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// Whether it was revoked.
    pub revoked: bool,
    /// Whether it repairs a connection.
    pub repairs: bool,
}

/// A recipient's walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The number of its link.
    pub link: usize,
    /// How far it has come.
    pub at: At,
    /// How often the provider has refused.
    pub refused: u32,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// How far a walk has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// Nothing is chosen.
    Provider,
    /// A provider is.
    SignIn,
    /// The provider has let the recipient in.
    Sites,
    /// Everything is there but the last word.
    Submit,
    /// The last word was said.
    Done,
}

impl At {
    /// The same as the domain calls it.
    #[must_use]
    pub const fn step(self) -> Step {
        match self {
            Self::Provider => Step::Provider,
            Self::SignIn => Step::SignIn,
            Self::Sites => Step::Sites,
            Self::Submit => Step::Submit,
            Self::Done => Step::Done,
        }
    }
}

/// What a step comes to, as far as whoever took it can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done, or was so before.
    Done,
    /// The provider refused.
    Refused,
    /// It cannot be done, and nothing has changed.
    NotPossible,
}

impl Link {
    /// Where it stands.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> InvitationStatus {
        if self.revoked {
            InvitationStatus::Revoked
        } else if self.is_used_up() {
            InvitationStatus::Fulfilled
        } else if self.expires_at.is_some_and(|end| now >= end) {
            InvitationStatus::Expired
        } else {
            InvitationStatus::Active
        }
    }

    fn is_used_up(&self) -> bool {
        self.max_uses.is_some_and(|max| self.uses >= max)
    }

    fn is_usable(&self, now: Timestamp) -> bool {
        self.status(now) == InvitationStatus::Active
    }
}

impl Reference {
    /// A link is made.
    pub fn create(&mut self, uses: Option<u32>, minutes: Option<u16>, now: Timestamp) -> Outcome {
        let expires_at = minutes.map(|minutes| now.saturating_add(span(minutes)));
        self.links.push(Link { max_uses: uses, uses: 0, expires_at, revoked: false, repairs: false });
        Outcome::Done
    }

    /// A link to repair a connection is made, which works once.
    pub fn create_repair(&mut self) -> Outcome {
        let (uses, expires_at) = (0, None);
        self.links.push(Link { max_uses: Some(1), uses, expires_at, revoked: false, repairs: true });
        Outcome::Done
    }

    /// A session begins.
    pub fn open(&mut self, link: usize, now: Timestamp) -> Outcome {
        let Some(found) = self.links.get(link).filter(|link| link.is_usable(now)) else {
            return Outcome::NotPossible;
        };
        let at = if found.repairs { At::SignIn } else { At::Provider };
        let expires_at = now.saturating_add(FLOW_LIFETIME);
        self.sessions.push(Session { link, at, refused: 0, expires_at });
        Outcome::Done
    }

    /// The session, if it and its link are alive and it is at one of these steps.
    fn walking(&mut self, session: usize, steps: &[At], now: Timestamp) -> Option<&mut Session> {
        let session = self.sessions.get_mut(session)?;
        let alive = now < session.expires_at && self.links.get(session.link)?.is_usable(now);
        (alive && steps.contains(&session.at)).then_some(session)
    }

    /// A provider is chosen, or another one.
    pub fn choose(&mut self, session: usize, now: Timestamp) -> Outcome {
        let repairs = self.sessions.get(session).and_then(|session| self.links.get(session.link));
        if repairs.is_none_or(|link| link.repairs) {
            return Outcome::NotPossible;
        }
        match self.walking(session, &[At::Provider, At::SignIn], now) {
            Some(session) => {
                session.at = At::SignIn;
                Outcome::Done
            }
            None => Outcome::NotPossible,
        }
    }

    /// The provider is asked.
    pub fn sign_in(&mut self, session: usize, right: bool, now: Timestamp) -> Outcome {
        let repairs = self.repairs(session);
        let Some(session) = self.walking(session, &[At::SignIn], now) else { return Outcome::NotPossible };
        if session.refused >= MAX_FAILED_SIGN_INS {
            return Outcome::NotPossible;
        }
        if right {
            session.at = if repairs { At::Submit } else { At::Sites };
            Outcome::Done
        } else {
            session.refused += 1;
            Outcome::Refused
        }
    }

    /// Sites are chosen, or others.
    pub fn choose_sites(&mut self, session: usize, now: Timestamp) -> Outcome {
        match self.walking(session, &[At::Sites, At::Submit], now) {
            Some(session) => {
                session.at = At::Submit;
                Outcome::Done
            }
            None => Outcome::NotPossible,
        }
    }

    /// The last word.
    pub fn submit(&mut self, session: usize, now: Timestamp) -> Outcome {
        let Some(found) = self.walking(session, &[At::Submit], now) else { return Outcome::NotPossible };
        found.at = At::Done;
        let link = found.link;
        if let Some(link) = self.links.get_mut(link) {
            link.uses += 1;
            self.connections += usize::from(!link.repairs);
        }
        Outcome::Done
    }

    /// The link is closed. Closing it again changes nothing.
    pub fn revoke(&mut self, link: usize, now: Timestamp) -> Outcome {
        let Some(link) = self.links.get_mut(link) else { return Outcome::NotPossible };
        if link.revoked || link.is_usable(now) {
            link.revoked = true;
            return Outcome::Done;
        }
        Outcome::NotPossible
    }

    /// The link lives longer: than it does, or than now, if it has ended. One that lives for ever does already.
    pub fn extend(&mut self, link: usize, minutes: u16, now: Timestamp) -> Outcome {
        let Some(link) = self.links.get_mut(link) else { return Outcome::NotPossible };
        if link.revoked || link.is_used_up() {
            return Outcome::NotPossible;
        }
        link.expires_at = link.expires_at.map(|end| end.max(now).saturating_add(span(minutes)));
        Outcome::Done
    }

    pub(crate) fn repairs(&self, session: usize) -> bool {
        let link = self.sessions.get(session).and_then(|session| self.links.get(session.link));
        link.is_some_and(|link| link.repairs)
    }
}

fn span(minutes: u16) -> Duration {
    Duration::from_secs(u64::from(minutes) * 60)
}
