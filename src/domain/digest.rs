//! What is kept of a text that must not be kept: its SHA-256.

use sha2::{Digest, Sha256};

/// The hash of texts one after the other, in 64 hexadecimal digits.
pub(super) fn sha256<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let digest = texts.into_iter().fold(Sha256::new(), Sha256::chain_update).finalize();
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
