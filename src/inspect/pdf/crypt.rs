//! PDFs that are locked against printing or copying but open without a password: their key follows from the file itself.

use aes::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes256};
use md5::Md5;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::object::{Dict, Object};

/// How strings and streams are decrypted.
pub(super) struct Key {
    secret: Vec<u8>,
    strings: Method,
    streams: Method,
    pub(super) has_plain_metadata: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    None,
    Rc4,
    Aes128,
    Aes256,
}

const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68,
    0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

impl Key {
    /// The key when the file opens without a password.
    pub(super) fn without_password(encrypt: &Dict, id: &[u8]) -> Option<Key> {
        if !encrypt.is("Filter", "Standard") {
            return None;
        }
        let number = |key: &str| encrypt.get(key).and_then(Object::number);
        let version = encrypt.get("V").and_then(Object::count).unwrap_or(0);
        let revision = encrypt.get("R").and_then(Object::count)?;
        let has_plain_metadata = number("EncryptMetadata") == Some(0.0);
        let [strings, streams] = ["StrF", "StmF"].map(|it| method(encrypt, it, version));
        let key = match revision {
            2..=4 => {
                let bits = if version == 1 {
                    40
                } else {
                    encrypt.get("Length").and_then(Object::count).unwrap_or(if version == 4 { 128 } else { 40 })
                };
                let length = if revision == 2 { 5 } else { (bits / 8).clamp(5, 16) };
                old_key(encrypt, id, revision, length, has_plain_metadata)?
            }
            5 | 6 => new_key(encrypt, revision)?,
            _ => return None,
        };
        Some(Key { secret: key, strings: strings?, streams: streams?, has_plain_metadata })
    }

    pub(super) fn string(&self, bytes: &[u8], id: u32, generation: u16) -> Vec<u8> {
        self.decrypt(self.strings, bytes, id, generation)
    }

    pub(super) fn stream(&self, bytes: &[u8], id: u32, generation: u16) -> Vec<u8> {
        self.decrypt(self.streams, bytes, id, generation)
    }

    fn decrypt(&self, method: Method, bytes: &[u8], id: u32, generation: u16) -> Vec<u8> {
        let own = || {
            let mut hash = Md5::new();
            hash.update(&self.secret);
            hash.update(&id.to_le_bytes()[..3]);
            hash.update(generation.to_le_bytes());
            if method == Method::Aes128 {
                hash.update(b"sAlT");
            }
            let mut key = hash.finalize().to_vec();
            key.truncate((self.secret.len() + 5).min(16));
            key
        };
        match method {
            Method::None => bytes.to_vec(),
            Method::Rc4 => rc4(&own(), bytes),
            Method::Aes128 => cbc::<Aes128>(&own(), bytes),
            Method::Aes256 => cbc::<Aes256>(&self.secret, bytes),
        }
    }
}

fn method(encrypt: &Dict, which: &str, version: usize) -> Option<Method> {
    if version < 4 {
        return Some(Method::Rc4);
    }
    let name = encrypt.get(which).and_then(Object::name).unwrap_or(b"Identity");
    if name == b"Identity" {
        return Some(Method::None);
    }
    let filter = encrypt.get("CF")?.dict()?.get(std::str::from_utf8(name).ok()?)?.dict()?;
    match filter.get("CFM")?.name()? {
        b"None" => Some(Method::None),
        b"V2" => Some(Method::Rc4),
        b"AESV2" => Some(Method::Aes128),
        b"AESV3" => Some(Method::Aes256),
        _ => None,
    }
}

fn text<'a>(dict: &'a Dict, key: &str) -> Option<&'a [u8]> {
    if let Some(Object::Text(it)) = dict.get(key) { Some(it) } else { None }
}

/// Revisions 2 to 4: MD5 of what the file says, checked against its own proof.
fn old_key(encrypt: &Dict, id: &[u8], revision: usize, length: usize, has_plain_metadata: bool) -> Option<Vec<u8>> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a 32-bit number with or without sign")]
    let permissions = (encrypt.get("P")?.number()? as i64 as u32).to_le_bytes();
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(text(encrypt, "O")?.get(..32)?);
    hash.update(permissions);
    hash.update(id);
    if revision >= 4 && has_plain_metadata {
        hash.update([0xFF; 4]);
    }
    let mut key = hash.finalize().to_vec();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key[..length]).to_vec();
        }
    }
    key.truncate(length);
    let proof = text(encrypt, "U")?;
    let is_right = if revision == 2 {
        proof.get(..32)? == rc4(&key, &PADDING)
    } else {
        let mut hash = Md5::new();
        hash.update(PADDING);
        hash.update(id);
        let mut own = hash.finalize().to_vec();
        for n in 0..20 {
            let turned: Vec<u8> = key.iter().map(|it| it ^ n).collect();
            own = rc4(&turned, &own);
        }
        proof.get(..16)? == own
    };
    is_right.then_some(key)
}

/// Revisions 5 and 6: the key lies in the file, encrypted with a hash of the (empty) password.
fn new_key(encrypt: &Dict, revision: usize) -> Option<Vec<u8>> {
    let proof = text(encrypt, "U")?;
    let hash = |salt: &[u8]| if revision == 5 { Sha256::digest(salt).to_vec() } else { slow_hash(salt) };
    if hash(proof.get(32..40)?) != proof[..32] {
        return None;
    }
    let packed = text(encrypt, "UE")?.get(..32)?;
    let mut key = cbc_raw::<Aes256>(&hash(proof.get(40..48)?), &[0; 16], packed)?;
    key.truncate(32);
    Some(key)
}

/// The hash of revision 6 for an empty password.
fn slow_hash(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    let mut round = 0_u32;
    loop {
        let mut data = key.repeat(64);
        encrypt_cbc(&key[..16], &key[16..32], &mut data);
        let rest = data[..16].iter().map(|it| u32::from(*it)).sum::<u32>() % 3;
        key = match rest {
            0 => Sha256::digest(&data).to_vec(),
            1 => Sha384::digest(&data).to_vec(),
            _ => Sha512::digest(&data).to_vec(),
        };
        round += 1;
        let last = data.last().map_or(0, |it| u32::from(*it));
        if round >= 64 && last <= round - 32 {
            key.truncate(32);
            return key;
        }
    }
}

fn encrypt_cbc(key: &[u8], start: &[u8], data: &mut [u8]) {
    let Ok(cipher) = Aes128::new_from_slice(key) else { return };
    let mut previous = start.to_vec();
    for chunk in data.chunks_exact_mut(16) {
        let mut block = Block::<Aes128>::default();
        for (out, (own, before)) in block.iter_mut().zip(chunk.iter().zip(&previous)) {
            *out = own ^ before;
        }
        cipher.encrypt_block(&mut block);
        chunk.copy_from_slice(&block);
        previous.copy_from_slice(&block);
    }
}

/// Data that begins with its start value and ends with its padding.
fn cbc<C: BlockCipherDecrypt + KeyInit>(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Some((start, data)) = bytes.split_at_checked(16) else { return Vec::new() };
    let mut res = cbc_raw::<C>(key, start, data).unwrap_or_default();
    if let Some(padding) = res.last().copied().filter(|it| (1..=16).contains(it)) {
        res.truncate(res.len() - usize::from(padding));
    }
    res
}

fn cbc_raw<C: BlockCipherDecrypt + KeyInit>(key: &[u8], start: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let cipher = C::new_from_slice(key).ok()?;
    let mut previous = start;
    let mut res = Vec::with_capacity(data.len());
    for chunk in data.chunks_exact(16) {
        let mut block = Block::<C>::default();
        block.copy_from_slice(chunk);
        cipher.decrypt_block(&mut block);
        res.extend(block.iter().zip(previous).map(|(own, before)| own ^ before));
        previous = chunk;
    }
    Some(res)
}

fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0_u8;
    for i in 0..=255_u8 {
        j = j.wrapping_add(state[usize::from(i)]).wrapping_add(key[usize::from(i) % key.len()]);
        state.swap(usize::from(i), usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let next = |byte: &u8| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    };
    bytes.iter().map(next).collect()
}
