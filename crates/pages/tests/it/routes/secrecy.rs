use std::io::Write;
use std::sync::{Arc, Mutex};

use latchstring_domain::flow_session::Step;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::MakeWriter;

use super::steps::{answer, choose_sandbox, choose_sites, sign_in, start, start_at, walk_to};
use crate::browser::Browser;
use crate::world::{Mood, World, address, link, secret, token};

#[derive(Clone, Default)]
pub(super) struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    pub(super) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Keeps everything that is logged, until the guard goes.
pub(super) fn keep_log() -> (Log, DefaultGuard) {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_ansi(false)
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .finish();
    (log, tracing::subscriber::set_default(subscriber))
}

/// The text, and the spellings in which it would still be it.
pub(super) fn spellings(secret: &str) -> Vec<String> {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let encoded: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    vec![secret.to_owned(), encoded, hex.to_uppercase(), hex]
}

#[tokio::test]
async fn t006_no_secret_is_in_a_log_a_later_page_or_an_address() {
    const WRONG: &str = "Tr0ub4dor&3 !";
    const ANSWER: &str = "Rexx the Dog";
    const NEW: &str = "correct horse battery";
    let (log, guard) = keep_log();

    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    let begun = browser.seen.len();
    let page = choose_sandbox(&mut browser, &world, &page).await;
    let page = sign_in(&mut browser, &page, "dana", WRONG).await;
    let asked = sign_in(&mut browser, &page, "sandbox-question", super::steps::PASSWORD).await;
    let page = answer(&mut browser, &asked, ANSWER).await;
    let page = browser.submit(&page.form("/restart")).await;
    let page = choose_sandbox(&mut browser, &world, &page).await;
    let page = sign_in(&mut browser, &page, "sandbox-new-password", super::steps::PASSWORD).await;
    let page = answer(&mut browser, &page, NEW).await;
    world.store.set(Mood::NoWrites);
    choose_sites(&mut browser, &world, &page).await;
    world.store.set(Mood::Down);
    browser.get(&link(&invitation)).await;
    world.store.set(Mood::Well);
    choose_sites(&mut browser, &world, &page).await;
    walk_to(&mut Browser::new(&world.router), &world, &world.invite().await, Step::Challenge).await;
    drop(guard);

    let session = browser.cookies.values().next().unwrap().split_once('.').unwrap().1.to_owned();
    let log = log.text();
    assert!(log.contains("latchstring::access") && log.contains("/p/s/{id}/sign-in"), "the log was kept");
    let typed = [WRONG, ANSWER, NEW, super::steps::PASSWORD];
    let link = token(&invitation);
    for secret in typed.iter().copied().chain([link.as_str(), session.as_str()]) {
        for spelling in spellings(secret) {
            assert!(!log.contains(&spelling), "{spelling} is in the log");
            for seen in &browser.seen[begun..] {
                let landing = seen.path.starts_with("/p/i/") && secret == link;
                assert!(landing || !seen.body.contains(&spelling), "{spelling} is on {}", seen.path);
                assert!(
                    !seen.header("location").contains(&spelling) && !seen.path.contains(&spelling) || landing
                );
            }
        }
    }
    // The session's own proof is in its forms, and nothing else of it anywhere.
    let stored: Vec<_> = world.events(&invitation).await.iter().map(|event| format!("{event:?}")).collect();
    assert!(typed.iter().all(|secret| !stored.iter().any(|event| event.contains(secret))));
}

#[tokio::test]
async fn t006_the_log_says_which_kind_of_magic_link_was_refused_and_why_and_never_the_secret() {
    let (log, guard) = keep_log();
    let world = World::new().await;
    let minted = world.mint().await;
    let mut browser = Browser::new(&world.router);
    let page = start_at(&mut browser, &address(&minted)).await;
    let begun = browser.seen.len();
    let page = choose_sandbox(&mut browser, &world, &page).await;
    let page = sign_in(&mut browser, &page, super::steps::USER, super::steps::PASSWORD).await;
    choose_sites(&mut browser, &world, &page).await;
    let repair = world.mint_to_repair(world.connections().await[0].id).await;
    let (own, good) = (&world.company.public_id, secret(&minted));
    world.store.set(Mood::Down);
    browser.get(&address(&minted)).await;
    world.store.set(Mood::Well);
    for refused in [
        format!("/p/connect/{own}/workflow/{good}"),
        format!("/p/connect/{own}/{}", secret(&repair)),
        format!("/p/connect/{own}/{}", &good[..good.len() - 1]),
        format!("/p/connect/{good}/{own}"),
        format!("/p/i/{good}"),
        format!("/create-datasource/magic-link/{own}/{good}/connect"),
    ] {
        browser.send(http::Method::GET, &refused, "").await;
    }
    drop(guard);

    let log = log.text();
    let refusals: Vec<_> = log.lines().filter(|line| line.contains("a magic link was refused")).collect();
    let said = |kind: &str, why: &str| {
        let says = |line: &&&str| line.contains(&format!("kind={kind}")) && line.contains(why);
        refusals.iter().filter(says).count()
    };
    assert_eq!(refusals.len(), 3, "{refusals:?}");
    assert_eq!(
        (said("Connection", "BadTag"), said("Company", "BadTag"), said("Company", "Malformed")),
        (1, 1, 1)
    );
    assert!(refusals.iter().all(|line| line.contains(own.as_str())));
    for sealed in [good, secret(&repair)] {
        // A part of it would still be too much, and the beginning is the same for all.
        for part in [sealed, &sealed[8..40], &sealed[sealed.len() - 32..]] {
            assert!(spellings(part).iter().all(|spelling| !log.contains(spelling)), "{part} is in the log");
        }
    }
    let later = browser.seen[begun..].iter().filter(|seen| seen.path.starts_with("/p/s/"));
    assert!(later.clone().count() > 3);
    for seen in later {
        assert!(!seen.body.contains(&good[8..40]) && !seen.header("location").contains(&good[8..40]));
    }
}
