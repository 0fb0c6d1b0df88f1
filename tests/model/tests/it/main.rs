//! The model over the adapter in memory.
#![cfg(test)]

mod notices;

use latchstring_model::{histories, history, walk};
use latchstring_storage_memory::MemoryStore;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tokio::runtime::Builder;

/// How many histories are walked, unless it is said.
const HISTORIES: u32 = 300;

#[expect(clippy::disallowed_methods, reason = "how long to look is the test environment's to say")]
fn wanted() -> u32 {
    std::env::var("LATCHSTRING_MODEL_HISTORIES").ok().and_then(|wish| wish.parse().ok()).unwrap_or(HISTORIES)
}

fn on<T>(future: impl Future<Output = T>) -> T {
    Builder::new_current_thread().build().unwrap().block_on(future)
}

#[test]
fn t061_random_histories_are_what_the_reference_says() {
    let mut runner = TestRunner::new(Config { cases: wanted(), ..Config::default() });
    let walked = runner.run(&histories(60), |history| {
        let told = on(walk(MemoryStore::default(), &history));
        told.map(drop).map_err(|difference| TestCaseError::fail(difference.to_string()))
    });
    if let Err(failed) = walked {
        panic!("{failed}");
    }
}

/// A model that never gets anywhere finds nothing wrong.
#[test]
fn the_histories_come_everywhere() {
    let told: Vec<_> = (0..200)
        .flat_map(|seed| on(walk(MemoryStore::default(), &history(seed))).unwrap().transcript)
        .collect();
    let came = |act: &str, words: &[&str]| {
        told.iter().any(|line| line.starts_with(act) && words.iter().all(|word| line.contains(word)))
    };
    let acts =
        ["Create {", "CreateRepair", "Open", "Choose", "SignIn", "Sites", "Submit", "Revoke", "Extend"];
    let mut missed: Vec<_> = acts.iter().filter(|act| !came(act, &["Came(Done"])).collect();
    missed.extend(acts[2..].iter().filter(|act| !came(act, &["Came(NotPossible"])));
    let troubles = ["Unavailable", "AnswerLost", "KilledBefore", "KilledAfter"];
    missed.extend(troubles.iter().filter(|trouble| !came("Submit", &[trouble, "Lost"])));
    let between = ["RevokedMeanwhile", "SubmittedMeanwhile"];
    for outcome in ["Done", "NotPossible"] {
        missed.extend(between.iter().filter(|trouble| !came("Submit", &[trouble, outcome])));
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn t148_a_seed_tells_the_same_story_twice_to_the_last_seal() {
    for seed in 0..20 {
        let stories = [(); 2].map(|()| on(walk(MemoryStore::default(), &history(seed))).unwrap().transcript);
        assert_eq!(stories[0], stories[1], "{seed}");
    }
}
