use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What happens, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History(pub Vec<Step>);

/// One thing that happens. Links, sessions and connections are meant by how many came to be after them, modulo how
/// many there are; where there is none, nothing happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// An invitation is made.
    Create {
        /// How often it may be used.
        uses: Option<u8>,
        /// For how many minutes.
        minutes: Option<u16>,
        /// What goes wrong.
        trouble: Trouble,
    },
    /// An invitation is made to repair a connection.
    CreateRepair {
        /// The connection.
        connection: u8,
        /// What goes wrong.
        trouble: Trouble,
    },
    /// Somebody looks at a link, which changes nothing.
    Look(u8),
    /// Somebody presses "Get started".
    Open {
        /// The link.
        link: u8,
        /// What goes wrong.
        trouble: Trouble,
    },
    /// The recipient says where the account is.
    Choose(u8),
    /// The recipient signs in.
    SignIn {
        /// The session.
        session: u8,
        /// Whether the provider takes the password.
        right: bool,
        /// What goes wrong.
        trouble: Trouble,
    },
    /// The recipient chooses sites.
    Sites(u8),
    /// The recipient connects.
    Submit {
        /// The session.
        session: u8,
        /// What goes wrong.
        trouble: Trouble,
    },
    /// The company closes a link.
    Revoke {
        /// The link.
        link: u8,
        /// What goes wrong.
        trouble: Trouble,
    },
    /// The company lets a link live longer.
    Extend {
        /// The link.
        link: u8,
        /// By how many minutes.
        minutes: u16,
        /// What goes wrong.
        trouble: Trouble,
    },
    /// Somebody of another workspace reads, closes and extends a link.
    Stranger(u8),
    /// Time passes.
    Wait {
        /// So many minutes.
        minutes: u16,
    },
    /// The outbox does what is due.
    Work {
        /// Whether the receiver of webhooks takes them.
        taken: bool,
    },
    /// The process ends and starts again.
    Restart,
}

/// What goes wrong with the commit of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// The storage does not answer, and has written nothing.
    Unavailable,
    /// The storage has written everything, and the answer got lost.
    AnswerLost,
    /// The process dies before it is written.
    KilledBefore,
    /// The process dies after it is written.
    KilledAfter,
    /// The link of this number is revoked between the decision and its commit.
    RevokedMeanwhile(u8),
    /// The session of this number is submitted between the decision and its commit.
    SubmittedMeanwhile(u8),
}

impl Trouble {
    /// Whether what was decided is written all the same, with nobody told.
    pub(crate) const fn writes(self) -> Option<bool> {
        match self {
            Self::Unavailable | Self::KilledBefore => Some(false),
            Self::AnswerLost | Self::KilledAfter => Some(true),
            Self::None | Self::RevokedMeanwhile(_) | Self::SubmittedMeanwhile(_) => None,
        }
    }
}

/// Histories of at most so many steps. What a recipient does in a row is frequent: random steps alone would seldom get far.
pub fn histories(steps: usize) -> impl Strategy<Value = History> {
    let part = prop_oneof![
        3 => create().prop_map(|step| vec![step]),
        6 => recipient(),
        2 => company().prop_map(|step| vec![step]),
        2 => around().prop_map(|step| vec![step]),
    ];
    prop::collection::vec(part, 1..=steps.div_ceil(3)).prop_map(move |parts| {
        let mut all: Vec<_> = parts.into_iter().flatten().collect();
        all.truncate(steps);
        History(all)
    })
}

/// The history of a seed, always the same.
#[must_use]
pub fn history(seed: u64) -> History {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(seed.to_le_bytes()).for_each(|(byte, of_seed)| *byte = of_seed);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let drawn = histories(60).new_tree(&mut TestRunner::new_with_rng(Config::default(), rng));
    // Nothing is filtered out, so there always is one.
    drawn.map_or_else(|_| History(Vec::new()), |tree| tree.current())
}

fn trouble() -> impl Strategy<Value = Trouble> {
    prop_oneof![
        12 => Just(Trouble::None),
        1 => Just(Trouble::Unavailable),
        1 => Just(Trouble::AnswerLost),
        1 => Just(Trouble::KilledBefore),
        1 => Just(Trouble::KilledAfter),
        1 => one().prop_map(Trouble::RevokedMeanwhile),
        1 => one().prop_map(Trouble::SubmittedMeanwhile),
    ]
}

fn create() -> impl Strategy<Value = Step> {
    let uses = prop_oneof![2 => Just(Some(1)), 2 => (2..=3u8).prop_map(Some), 1 => Just(None)];
    let minutes = prop_oneof![1 => Just(None), 2 => (1..=90u16).prop_map(Some)];
    prop_oneof![
        4 => (uses, minutes, trouble())
            .prop_map(|(uses, minutes, trouble)| Step::Create { uses, minutes, trouble }),
        1 => (one(), trouble())
            .prop_map(|(connection, trouble)| Step::CreateRepair { connection, trouble }),
    ]
}

/// A link, a session or a connection: mostly the newest.
fn one() -> impl Strategy<Value = u8> {
    prop_oneof![4 => Just(0), 3 => 0..4u8, 1 => any::<u8>()]
}

/// One step of a recipient, or several in a row.
fn recipient() -> impl Strategy<Value = Vec<Step>> {
    let sign_in = (one(), prop::bool::weighted(0.8), trouble())
        .prop_map(|(session, right, trouble)| Step::SignIn { session, right, trouble });
    let submit = (one(), trouble()).prop_map(|(session, trouble)| Step::Submit { session, trouble });
    let open = (one(), trouble()).prop_map(|(link, trouble)| Step::Open { link, trouble });
    prop_oneof![
        2 => open.prop_map(|step| vec![step]),
        1 => one().prop_map(|session| vec![Step::Choose(session)]),
        1 => sign_in.prop_map(|step| vec![step]),
        1 => one().prop_map(|session| vec![Step::Sites(session)]),
        3 => submit.prop_map(|step| vec![step]),
        3 => (one(), trouble()).prop_map(|(link, trouble)| connect(link, trouble)),
        1 => (one(), trouble()).prop_map(|(connection, trouble)| repair(connection, trouble)),
    ]
}

/// All of a walk, with trouble at its last word.
fn connect(link: u8, trouble: Trouble) -> Vec<Step> {
    vec![
        Step::Open { link, trouble: Trouble::None },
        Step::Choose(0),
        Step::SignIn { session: 0, right: true, trouble: Trouble::None },
        Step::Sites(0),
        Step::Submit { session: 0, trouble },
    ]
}

fn repair(connection: u8, trouble: Trouble) -> Vec<Step> {
    vec![
        Step::CreateRepair { connection, trouble: Trouble::None },
        Step::Open { link: 0, trouble: Trouble::None },
        Step::SignIn { session: 0, right: true, trouble: Trouble::None },
        Step::Submit { session: 0, trouble },
    ]
}

fn company() -> impl Strategy<Value = Step> {
    prop_oneof![
        (one(), trouble()).prop_map(|(link, trouble)| Step::Revoke { link, trouble }),
        (one(), 1..=90u16, trouble()).prop_map(|(link, minutes, trouble)| Step::Extend {
            link,
            minutes,
            trouble
        }),
        one().prop_map(Step::Stranger),
    ]
}

fn around() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => one().prop_map(Step::Look),
        3 => (1..=70u16).prop_map(|minutes| Step::Wait { minutes }),
        2 => any::<bool>().prop_map(|taken| Step::Work { taken }),
        1 => Just(Step::Restart),
    ]
}
