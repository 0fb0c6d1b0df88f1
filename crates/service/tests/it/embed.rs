//! The example that shows how another program embeds these crates.

use std::process::Command;

#[test]
fn the_embedding_example_walks_from_an_invitation_to_a_connection() {
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--package", env!("CARGO_PKG_NAME"), "--example", "embed"])
        .output()
        .unwrap();

    let said = String::from_utf8(run.stdout).unwrap();
    let complaints = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}{complaints}");
    let lines: Vec<_> = said.lines().collect();
    let [invited, signed_in, connected, account] = lines.as_slice() else { panic!("{said}{complaints}") };
    assert!(invited.starts_with("Invited Corner Bakery: https://connect.brightbills.example/p/i/lsi_"));
    assert_eq!(*signed_in, "The provider said: SignedIn");
    assert!(connected.ends_with(" at Sandbox Utility is CONNECTED"), "{connected}");
    assert!(account.starts_with("  account "), "{account}");
    assert!(!said.contains("sandbox-password"));
}
