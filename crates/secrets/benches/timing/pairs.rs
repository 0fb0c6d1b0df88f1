//! What is compared: two classes of texts that are refused, and the check that refuses them.

use std::collections::HashSet;
use std::error::Error;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use latchstring_secrets::code::{CodeBinding, OneTimeCode};
use latchstring_secrets::digest::TokenDigest;
use latchstring_secrets::foreign_link::{Companies, Fernet, FernetKey, LinkFormat as _, Source};
use latchstring_secrets::keyring::{KeyId, Keyring, RootKey};
use latchstring_secrets::sealed_link::{Purpose, open, seal};
use latchstring_secrets::secrecy::ExposeSecret as _;
use latchstring_secrets::session::SessionToken;
use latchstring_secrets::token::LinkToken;
use latchstring_secrets::webhook::{TOLERANCE_SECONDS, WebhookSecret};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};
use sha2::Sha256;

type Failed = Box<dyn Error>;
type Texts = Rc<Vec<String>>;

/// Different texts of each class: so many that what a single one costs by chance, as in a table's buckets, does not show.
const TEXTS: usize = 100_000;
/// Invitations whose links are live.
const LIVE: usize = 1_000;
const COMPANY: &[u8] = b"co_3vQB7B6MrGQZaxCuFg4ohZ";
const NOW: i64 = 1_795_132_800;

/// Two classes that one check refuses.
pub(crate) struct Pair {
    pub(crate) name: &'static str,
    pub(crate) classes: [Texts; 2],
    /// Whether it accepts a text.
    pub(crate) check: Box<dyn Fn(&str) -> bool>,
    pub(crate) reason: Reason,
}

/// Why the two are compared.
#[derive(Clone, Copy)]
pub(crate) enum Reason {
    /// Which class a text is of must stay unknown to whoever presents it.
    Secret,
    /// Anybody sees it in the text itself. Measured to know by how much, and held to nothing.
    Public,
    /// A check that leaks on purpose, to see that the instrument works here.
    Control,
}

/// Every pair.
pub(crate) fn all() -> Result<Vec<Pair>, Failed> {
    let rng = &mut ChaCha20Rng::seed_from_u64(1);
    let killed = RootKey::generate(rng);
    let disabled = killed.id();
    let ring =
        Keyring::generate(rng).with_key(RootKey::generate(rng))?.with_key(killed)?.disable(disabled)?;
    let mut pairs = vec![control(rng)];
    pairs.extend(sealed_links(&ring, disabled, rng)?);
    pairs.extend(link_tokens(&ring, rng)?);
    pairs.extend([form_token(rng)?, code(&ring, rng), webhook(rng)?, fernet(rng)?]);
    Ok(pairs)
}

/// A comparison that ends at the first byte that differs.
fn control(rng: &mut ChaCha20Rng) -> Pair {
    let secret: [u8; 32] = random(rng);
    let mut texts = |back| several(|| spelled(&with_wrong_byte(&secret, back, rng)));
    let classes = [texts(32), texts(1)];
    let check = move |text: &str| read(text).iter().zip(&secret).all(|(one, other)| one == other);
    Pair {
        name: "control: a comparison that stops early",
        classes,
        check: Box::new(check),
        reason: Reason::Control,
    }
}

fn sealed_links(ring: &Keyring, disabled: KeyId, rng: &mut ChaCha20Rng) -> Result<Vec<Pair>, Failed> {
    let links = sealed(ring, rng)?;
    let changed = |change: &mut dyn FnMut(&[u8]) -> Vec<u8>| -> Texts {
        links.iter().map(|link| spelled(&change(link))).collect::<Vec<_>>().into()
    };
    let first = changed(&mut |link| with_wrong_byte(link, 32, rng));
    let last = changed(&mut |link| with_wrong_byte(link, 1, rng));
    let wrong = changed(&mut |link| with_wrong_tag(link, rng));
    let unknown = changed(&mut |link| relabelled(link, KeyId::new(random(rng))));
    let killed = changed(&mut |link| relabelled(link, disabled));
    let cut = changed(&mut |link| link.split_last().map_or(Vec::new(), |(_, rest)| rest.to_vec()));
    let pair = |name, one: &Texts, other: &Texts, reason| {
        let ring = ring.clone();
        let check = move |text: &str| open(&ring, Purpose::CompanyLink, COMPANY, text).is_ok();
        Pair { name, classes: [Rc::clone(one), Rc::clone(other)], check: Box::new(check), reason }
    };
    Ok(vec![
        pair("sealed link: wrong tag / wrong tag", &wrong, &wrong, Reason::Secret),
        pair("sealed link: tag wrong in the first byte / in the last", &first, &last, Reason::Secret),
        pair("sealed link: unknown key id / wrong tag", &unknown, &wrong, Reason::Secret),
        pair("sealed link: disabled key / wrong tag", &killed, &wrong, Reason::Secret),
        pair("sealed link: unknown key id / disabled key", &unknown, &killed, Reason::Secret),
        pair("sealed link: malformed / wrong tag", &cut, &wrong, Reason::Public),
    ])
}

/// An invitation's token is looked up by its digest, here in a table in memory.
fn link_tokens(ring: &Keyring, rng: &mut ChaCha20Rng) -> Result<Vec<Pair>, Failed> {
    let derived = (0..LIVE).map(|_| LinkToken::derive(ring, ring.primary_id(), &random(rng), 1));
    let live: Vec<LinkToken> = derived.collect::<Result<_, _>>()?;
    let mut lives = live.iter().cycle().map(|token| read(token.expose().trim_start_matches("lsi_")));
    let near = several(|| token_of(&with_wrong_byte(&lives.next().unwrap_or_default(), 1, rng)));
    let unknown = several(|| token_of(&random::<32>(rng)));
    let long = several(|| token_of(&random::<32>(rng)) + "A");
    let links = sealed(ring, rng)?;
    let mut links = links.iter().cycle().map(Vec::as_slice);
    let forged = several(|| spelled(&with_wrong_tag(links.next().unwrap_or_default(), rng)));
    let digests: HashSet<TokenDigest> = live.iter().map(LinkToken::digest).collect();
    let pair = |name, one: &Texts, other: &Texts, reason| {
        let (ring, digests) = (ring.clone(), digests.clone());
        let check = move |text: &str| match LinkToken::parse(text) {
            Ok(token) => digests.contains(&token.digest()),
            Err(_) if text.starts_with("lsi_") => false,
            Err(_) => open(&ring, Purpose::CompanyLink, COMPANY, text).is_ok(),
        };
        Pair { name, classes: [Rc::clone(one), Rc::clone(other)], check: Box::new(check), reason }
    };
    Ok(vec![
        pair("link token: unknown / a live one but for its last byte", &unknown, &near, Reason::Secret),
        pair("link token: unknown / malformed", &unknown, &long, Reason::Public),
        pair("link token: unknown / sealed link: wrong tag", &unknown, &forged, Reason::Public),
    ])
}

fn form_token(rng: &mut ChaCha20Rng) -> Result<Pair, Failed> {
    let session = SessionToken::generate(rng);
    let right = read(session.csrf().expose_secret());
    let mut texts = |back| several(|| spelled(&with_wrong_byte(&right, back, rng)));
    Ok(Pair {
        name: "form token: wrong in the first byte / in the last",
        classes: [texts(32), texts(1)],
        check: Box::new(move |text| session.verify_csrf(text)),
        reason: Reason::Secret,
    })
}

fn code(ring: &Keyring, rng: &mut ChaCha20Rng) -> Pair {
    let binding = CodeBinding { session: random(rng), address: "ada@example.org" };
    let right = OneTimeCode::generate(rng);
    let stored = right.seal(ring, &binding, rng);
    let mut texts = |place| {
        several(|| {
            let mut digits = right.expose().as_bytes().to_vec();
            for digit in digits.iter_mut().skip(place).take(1) {
                *digit = b'0' + (*digit - b'0' + 1 + below(rng, 9)) % 10;
            }
            digits.into_iter().map(char::from).collect()
        })
    };
    let classes = [texts(0), texts(5)];
    let ring = ring.clone();
    let check = move |text: &str| {
        OneTimeCode::parse(text).is_ok_and(|code| stored.check(&ring, &binding, &code).is_ok())
    };
    Pair {
        name: "one-time code: wrong in the first digit / in the last",
        classes,
        check: Box::new(check),
        reason: Reason::Secret,
    }
}

fn webhook(rng: &mut ChaCha20Rng) -> Result<Pair, Failed> {
    const BODY: &[u8] = br#"{"type":"connection.created"}"#;
    let secret = WebhookSecret::generate(rng);
    let signature = secret.sign("msg_1", NOW, BODY);
    let right = STANDARD.decode(signature.trim_start_matches("v1,"))?;
    let mut texts = |back| several(|| format!("v1,{}", STANDARD.encode(with_wrong_byte(&right, back, rng))));
    Ok(Pair {
        name: "webhook: signature wrong in the first byte / in the last",
        classes: [texts(32), texts(1)],
        check: Box::new(move |text| secret.verify("msg_1", NOW, text, BODY, NOW, TOLERANCE_SECONDS).is_ok()),
        reason: Reason::Secret,
    })
}

fn fernet(rng: &mut ChaCha20Rng) -> Result<Pair, Failed> {
    let key: [u8; 32] = random(rng);
    let source =
        Source { name: "old-portal".parse()?, companies: Companies::AnyByPublicId, max_age_seconds: None };
    let format = Fernet::new(vec![(source, FernetKey::parse(&spelled(&key))?)])?;
    let mut token = vec![0x80];
    token.extend(NOW.to_be_bytes());
    token.extend(random::<144>(rng));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.split_at(16).0)?;
    mac.update(&token);
    token.extend(mac.finalize().into_bytes());
    let mut texts = |back| several(|| spelled(&with_wrong_byte(&token, back, rng)));
    Ok(Pair {
        name: "Fernet link: tag wrong in the first byte / in the last",
        classes: [texts(32), texts(1)],
        check: Box::new(move |text| format.open(text).is_ok()),
        reason: Reason::Secret,
    })
}

/// Genuine links, as bytes.
fn sealed(ring: &Keyring, rng: &mut ChaCha20Rng) -> Result<Vec<Vec<u8>>, Failed> {
    (0..TEXTS)
        .map(|_| {
            let message = random::<100>(rng);
            Ok(read(&seal(ring, Purpose::CompanyLink, COMPANY, &message, rng)?))
        })
        .collect()
}

fn with_wrong_tag(link: &[u8], rng: &mut ChaCha20Rng) -> Vec<u8> {
    let back = 1 + usize::from(below(rng, 32));
    with_wrong_byte(link, back, rng)
}

/// The bytes with another one at this place, counted from the end and from one.
fn with_wrong_byte(right: &[u8], back: usize, rng: &mut ChaCha20Rng) -> Vec<u8> {
    let mut bytes = right.to_vec();
    for byte in bytes.iter_mut().rev().skip(back - 1).take(1) {
        *byte ^= 1 + below(rng, 255);
    }
    bytes
}

fn relabelled(link: &[u8], id: KeyId) -> Vec<u8> {
    let mut link = link.to_vec();
    link.splice(1..5, id.to_bytes()).for_each(drop);
    link
}

fn several(text: impl FnMut() -> String) -> Texts {
    std::iter::repeat_with(text).take(TEXTS).collect::<Vec<_>>().into()
}

fn token_of(bytes: &[u8]) -> String {
    format!("lsi_{}", spelled(bytes))
}

fn spelled(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn read(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap_or_default()
}

fn random<const N: usize>(rng: &mut ChaCha20Rng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}

/// A number below this one.
fn below(rng: &mut ChaCha20Rng, bound: u8) -> u8 {
    let [byte] = random(rng);
    byte % bound
}
