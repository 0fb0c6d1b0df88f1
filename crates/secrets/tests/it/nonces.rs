//! T027: what is drawn never comes twice, and nothing is made of less than was asked for.
//!
//! That IVs do not repeat in ten million is tested beside the function that draws them. Here are whole links, and what a
//! process may go through.

use std::collections::HashSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText};
use latchstring_secrets::canary::seal_canary;
use latchstring_secrets::code::{CodeBinding, OneTimeCode};
use latchstring_secrets::keyring::{Keyring, RootKey};
use latchstring_secrets::sealed_link::{Purpose, seal};
use latchstring_secrets::session::{SessionToken, seal_state};
use latchstring_secrets::vault::{DataKey, VaultContext};
use latchstring_secrets::webhook::WebhookSecret;
use rand_core::{CryptoRng, TryCryptoRng, TryRng, UnwrapErr};

use crate::support::{decode, ring, rng};

type Iv = [u8; 16];
type Mint<'a> = &'a dyn Fn(&mut dyn CryptoRng);

fn iv(ring: &Keyring, source: &mut dyn CryptoRng) -> Iv {
    let text = seal(ring, Purpose::Cursor, b"", b"", source).unwrap();
    decode(&text)[5..21].try_into().unwrap()
}

fn ivs(ring: &Keyring, source: &mut dyn CryptoRng, count: usize) -> Vec<Iv> {
    (0..count).map(|_| iv(ring, source)).collect()
}

fn distinct(ivs: &[Iv]) -> usize {
    ivs.iter().collect::<HashSet<_>>().len()
}

#[test]
fn t027_links_of_eight_threads_have_each_an_iv_of_their_own() {
    let ring = ring(27, 1);
    let draw = || ivs(&ring, &mut UnwrapErr(getrandom::SysRng), 1000);
    let all: Vec<Iv> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8).map(|_| scope.spawn(draw)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert_eq!(distinct(&all), 8000);
}

#[cfg(unix)]
#[test]
fn t027_after_a_fork_both_processes_go_on_with_ivs_of_their_own() {
    use std::io::{Read, Write};

    const COUNT: usize = 1000;
    let ring = ring(27, 1);
    let (mut system, mut copied) = (UnwrapErr(getrandom::SysRng), rng(27));
    let mut all = ivs(&ring, &mut system, 1);
    let (mut reader, mut writer) = std::io::pipe().unwrap();
    match fork::fork().unwrap() {
        fork::Fork::Child => {
            let mut drawn = ivs(&ring, &mut system, COUNT);
            drawn.push(iv(&ring, &mut copied));
            let written = writer.write_all(drawn.as_flattened());
            // Not back into the test runner, of which there would then be two.
            std::process::exit(written.is_err().into());
        }
        fork::Fork::Parent(child) => {
            drop(writer);
            all.extend(ivs(&ring, &mut system, COUNT));
            let mut sent = Vec::new();
            reader.read_to_end(&mut sent).unwrap();
            assert_eq!(fork::waitpid(child).unwrap(), 0);
            let (drawn, []) = sent.as_chunks::<16>() else { panic!("half an IV") };
            let (last, drawn) = drawn.split_last().unwrap();
            all.extend(drawn);
            assert_eq!(distinct(&all), 1 + COUNT + COUNT);
            assert_eq!(*last, iv(&ring, &mut copied), "a source with a state repeats, or this was no fork");
        }
    }
}

#[test]
fn t027_a_restored_snapshot_goes_on_with_ivs_of_its_own() {
    // All that a process has to mint with, copied as a snapshot of its memory would copy it.
    #[derive(Clone)]
    struct Process<R> {
        ring: Keyring,
        source: R,
    }
    impl<R: CryptoRng> Process<R> {
        fn mint(&mut self) -> Vec<Iv> {
            ivs(&self.ring, &mut self.source, 100)
        }
    }

    let mut process = Process { ring: ring(27, 1), source: UnwrapErr(getrandom::SysRng) };
    let mut all = process.mint();
    let mut restored = process.clone();
    all.extend(process.mint());
    all.extend(restored.mint());
    assert_eq!(distinct(&all), 300);

    let mut seeded = Process { ring: ring(27, 1), source: rng(27) };
    let mut restored = seeded.clone();
    assert_eq!(seeded.mint(), restored.mint(), "this is what a source with a state would do");
}

/// A source that answers so often and then no more.
struct Failing {
    answers: usize,
    asked: usize,
}

#[derive(Debug)]
struct NoEntropy;

impl fmt::Display for NoEntropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no entropy")
    }
}

impl std::error::Error for NoEntropy {}

impl Failing {
    fn answer<T>(&mut self, value: T) -> Result<T, NoEntropy> {
        self.asked += 1;
        if self.asked > self.answers { Err(NoEntropy) } else { Ok(value) }
    }
}

impl TryRng for Failing {
    type Error = NoEntropy;

    fn try_next_u32(&mut self) -> Result<u32, NoEntropy> {
        self.answer(7)
    }

    fn try_next_u64(&mut self) -> Result<u64, NoEntropy> {
        self.answer(7)
    }

    fn try_fill_bytes(&mut self, output: &mut [u8]) -> Result<(), NoEntropy> {
        output.fill(7);
        self.answer(())
    }
}

impl TryCryptoRng for Failing {}

#[test]
fn t027_nothing_is_minted_when_the_source_fails() {
    let ring = ring(27, 1);
    let place = VaultContext { workspace: [1; 16], connection: [2; 16] };
    let binding = CodeBinding { session: [3; 16], address: "ada@example.org" };
    let key = DataKey::generate(&mut rng(1));
    let (code, secret) = (OneTimeCode::generate(&mut rng(2)), WebhookSecret::generate(&mut rng(3)));
    let mints: [(&str, Mint<'_>); 14] = [
        ("sealed link", &|rng| drop(seal(&ring, Purpose::CompanyLink, b"co", b"m", rng))),
        ("session token", &|rng| drop(SessionToken::generate(rng))),
        ("session state", &|rng| drop(seal_state(&ring, &[3; 16], b"s", rng))),
        ("API key", &|rng| drop(ApiKeyText::generate(ApiKeyMode::Live, rng))),
        ("webhook secret", &|rng| drop(WebhookSecret::generate(rng))),
        ("sealed webhook secret", &|rng| drop(secret.seal(&ring, &[1; 16], &[4; 16], rng))),
        ("code", &|rng| drop(OneTimeCode::generate(rng))),
        ("sealed code", &|rng| _ = code.seal(&ring, &binding, rng)),
        ("data key", &|rng| drop(DataKey::generate(rng))),
        ("wrapped data key", &|rng| drop(key.wrap(&ring, &place, rng))),
        ("sealed field", &|rng| drop(key.seal_field(&place, "password", b"hunter2", rng))),
        ("root key", &|rng| drop(RootKey::generate(rng))),
        ("keyring", &|rng| drop(Keyring::generate(rng))),
        ("canary", &|rng| drop(seal_canary(&ring, rng))),
    ];
    for (name, mint) in mints {
        let mut counting = Failing { answers: usize::MAX, asked: 0 };
        mint(&mut UnwrapErr(&mut counting));
        assert!(counting.asked > 0, "{name} draws nothing");
        for answers in 0..counting.asked {
            let mut failing = UnwrapErr(Failing { answers, asked: 0 });
            let minted = catch_unwind(AssertUnwindSafe(|| mint(&mut failing)));
            assert!(minted.is_err(), "{name} after {answers} answers");
        }
    }
}
