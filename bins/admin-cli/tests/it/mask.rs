//! Putting a name in the place of what differs from run to run, after checking that it is what it should be.
//!
//! Only what has exactly the shape of an id, a time, a token or a key is replaced; anything else stays and does not
//! match the snapshot. Ids are numbered as they appear, so that a snapshot also tells which ones are the same.

/// The text with ids, times, tokens, keys and the folder's path masked.
pub(crate) fn mask(text: &str, folder: &std::path::Path) -> String {
    let text = text.replace(folder.to_str().unwrap(), "[dir]");
    let mut masked = String::new();
    let mut ids: Vec<String> = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let fresh = !masked.ends_with(|c: char| c.is_ascii_alphanumeric());
        if let Some((length, name)) = fresh.then(|| shape(rest, &mut ids)).flatten() {
            masked.push_str(&name);
            rest = &rest[length..];
        } else {
            masked.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    masked
}

fn shape(text: &str, ids: &mut Vec<String>) -> Option<(usize, String)> {
    let word = |wanted: fn(char) -> bool| text.chars().take_while(|c| wanted(*c)).count();
    let base62 = |prefix: &str, length: usize| {
        let digits = text.strip_prefix(prefix)?;
        let found = digits.chars().take_while(char::is_ascii_alphanumeric).count();
        (found == length).then(|| prefix.len() + length)
    };
    if word(|c| c.is_ascii_hexdigit() || c == '-') == 36 && is_uuid_v7(&text[..36]) {
        let id = &text[..36];
        let place = ids.iter().position(|known| known == id).unwrap_or_else(|| {
            ids.push(id.to_owned());
            ids.len() - 1
        });
        return Some((36, format!("[id {}]", place + 1)));
    }
    if word(|c| c.is_ascii_digit() || "-T:.Z".contains(c)) == 24 && is_time(&text[..24]) {
        return Some((24, "[time]".to_owned()));
    }
    if let Some(length) = base62("co_", 22) {
        return Some((length, "[public id]".to_owned()));
    }
    if text.starts_with("lsi_") && word(|c| c.is_ascii_alphanumeric() || "_-".contains(c)) == 4 + 43 {
        return Some((47, "[token]".to_owned()));
    }
    if text.starts_with("whsec_") && word(|c| c.is_ascii_alphanumeric() || "_+/=".contains(c)) == 6 + 44 {
        return Some((50, "[webhook secret]".to_owned()));
    }
    if text.starts_with("msg_") && word(|c| c.is_ascii_alphanumeric() || c == '_') == 4 + 32 {
        return Some((36, "[message]".to_owned()));
    }
    let sealed = word(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    if sealed >= 100 && text.starts_with('A') {
        return Some((sealed, "[sealed]".to_owned()));
    }
    base62("lsk_test_", 49).map(|length| (length, "[API key]".to_owned()))
}

fn is_uuid_v7(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && !text.bytes().any(|byte| byte.is_ascii_uppercase())
        && groups[2].starts_with('7')
        && groups[3].starts_with(['8', '9', 'a', 'b'])
}

/// `2026-05-03T09:30:00.000Z`, and not some other year than one in which these tests can run.
fn is_time(text: &str) -> bool {
    let pattern = "####-##-##T##:##:##.###Z";
    let fits =
        text.chars().zip(pattern.chars()).all(|(c, p)| if p == '#' { c.is_ascii_digit() } else { c == p });
    fits && text[..4].parse::<u32>().is_ok_and(|year| (2024..2100).contains(&year))
}

#[test]
fn only_what_has_the_shape_is_masked() {
    let folder = std::path::Path::new("/tmp/x");
    let text = "a:0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b 0199A1B2-c3d4-7e5f-8a6b-7c8d9e0f1a2b \
                0199a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b 0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b \
                2026-05-03T09:30:00.000Z 2026-05-03T09:30:00Z co_short /tmp/x/y";
    assert_eq!(
        mask(text, folder),
        "a:[id 1] 0199A1B2-c3d4-7e5f-8a6b-7c8d9e0f1a2b 0199a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b [id 1] \
         [time] 2026-05-03T09:30:00Z co_short [dir]/y"
    );
}
