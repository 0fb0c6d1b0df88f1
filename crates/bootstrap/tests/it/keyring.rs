//! Getting the keyring of a deployment.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use latchstring_bootstrap::command::{KeyFacts, generate_keyring};
use latchstring_bootstrap::config::SecretSource;
use latchstring_bootstrap::keyring::{KeyringLoadError, load};
use latchstring_secrets::keyring::KeyringError;
use secrecy::SecretString;
use tempfile::TempDir;

/// A root that a random source made; it protects nothing.
const ROOT: &str = "9f1c5a7be02d4863f4a1907cd35e28b64a0df9137c82e65b1d94a3f07e6cb258";

fn ring(root: &str) -> String {
    format!(r#"{{"keyring":[{{"key_id":"0a1b2c3d","root_hex":"{root}"}}]}}"#)
}

fn write(dir: &TempDir, text: &str, mode: u32) -> SecretSource {
    let path = dir.path().join("keyring.json");
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    SecretSource::File(path)
}

fn refused(source: &SecretSource) -> KeyringLoadError {
    load(source).map(|_| ()).expect_err("the keyring is refused")
}

/// The error and its causes, which is what an operator reads.
fn words(error: KeyringLoadError) -> String {
    format!("{:#}", anyhow::Error::from(error))
}

#[test]
fn a_new_file_is_its_owners_and_loads() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("keyring.json");
    let KeyFacts { id, state } = generate_keyring(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let keyring = load(&SecretSource::File(path)).unwrap();
    assert_eq!((keyring.primary_id().to_string(), "primary"), (id, state));
}

#[test]
fn a_file_that_is_there_is_left_as_it_is() {
    let dir = TempDir::new().unwrap();
    let SecretSource::File(path) = write(&dir, "mine", 0o600) else { panic!("a file") };
    let error = generate_keyring(&path).expect_err("there is a file");
    assert!(
        matches!(error, KeyringLoadError::File { source, .. } if source.kind() == std::io::ErrorKind::AlreadyExists)
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn t169_a_file_that_others_can_read_or_write_is_refused() {
    let dir = TempDir::new().unwrap();
    for mode in [0o644, 0o640, 0o604, 0o620, 0o666, 0o777] {
        let error = refused(&write(&dir, &ring(ROOT), mode));
        let KeyringLoadError::Exposed { mode: found, .. } = &error else { panic!("{mode:o}: {error}") };
        assert_eq!(*found, mode);
        assert!(error.to_string().contains("; run: chmod 600 "), "{error}");
    }
    for mode in [0o600, 0o400] {
        assert!(load(&write(&dir, &ring(ROOT), mode)).is_ok(), "{mode:o}");
    }
}

#[test]
fn t169_a_link_to_an_exposed_file_is_judged_by_the_file() {
    let dir = TempDir::new().unwrap();
    let SecretSource::File(target) = write(&dir, &ring(ROOT), 0o644) else { panic!("a file") };
    let link = dir.path().join("link.json");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    assert!(matches!(refused(&SecretSource::File(link)), KeyringLoadError::Exposed { .. }));
}

#[test]
fn t169_sample_keys_are_refused_from_a_file_and_from_the_environment() {
    let dir = TempDir::new().unwrap();
    let samples = [
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "6465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283",
        "deadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];
    for root in samples {
        for source in [write(&dir, &ring(root), 0o600), SecretSource::Inline(SecretString::from(ring(root)))]
        {
            let error = refused(&source);
            assert!(matches!(error, KeyringLoadError::Sample(_)), "{root}: {error}");
            assert!(words(error).ends_with("make a new keyring"), "{root}");
        }
    }
}

#[test]
fn t169_zero_truncated_and_damaged_keyrings_are_refused_without_a_word_of_them() {
    let dir = TempDir::new().unwrap();
    let zero = ring(&"0".repeat(64));
    assert!(matches!(
        refused(&write(&dir, &zero, 0o600)),
        KeyringLoadError::Unusable(KeyringError::ZeroRoot(_))
    ));
    let whole = ring(ROOT);
    for cut in 0..whole.len() {
        let error = refused(&write(&dir, &whole[..cut], 0o600));
        assert!(matches!(error, KeyringLoadError::Unusable(_)), "{cut}: {error}");
        let words = words(error);
        assert!(!words.contains(&ROOT[..8]) && !words.contains(&ROOT[56..]), "{words}");
    }
    for root in [&ROOT[..62], &ROOT[..63], &ROOT.to_uppercase(), &format!("{ROOT}00")] {
        let error = refused(&write(&dir, &ring(root), 0o600));
        assert!(matches!(error, KeyringLoadError::Unusable(KeyringError::BadRoot(_))), "{root}: {error}");
    }
    for text in ["", "{}", "[]", r#"{"keyring":[]}"#, "not json"] {
        assert!(matches!(refused(&write(&dir, text, 0o600)), KeyringLoadError::Unusable(_)), "{text}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named_and_not_made() {
    let path = Path::new("/nonexistent/keyring.json");
    let words = words(refused(&SecretSource::File(path.to_owned())));
    assert!(
        words.starts_with("the keyring file /nonexistent/keyring.json cannot be used: No such file"),
        "{words}"
    );
}
