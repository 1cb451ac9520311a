// Passkeys: asks the browser for a key and sends what it answers with the form. Without script, or without keys here, the form stays hidden.
"use strict";

(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const opened = (options) => {
    const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
    if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: bytes(one.id) }));
    }
    return key;
  };

  const sent = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
      authenticatorAttachment: credential.authenticatorAttachment,
    });
  };

  const asked = async (form) => {
    if (!form.dataset.from) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.from, { headers: { "X-Requested-With": "XMLHttpRequest" }, credentials: "same-origin" });
    return (await answer.json()).request_options;
  };

  const key = async (form) => {
    const publicKey = opened(await asked(form));
    if (form.dataset.passkey !== "add") return navigator.credentials.get({ publicKey });
    publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return navigator.credentials.create({ publicKey });
  };

  const numbers = /^[\d.]+$|^\[/.test(location.hostname);
  if (!window.PublicKeyCredential || numbers) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    const button = form.querySelector("button");
    const wrong = form.querySelector(".wrong[role]");
    button.addEventListener("click", async () => {
      button.disabled = true;
      wrong.hidden = true;
      try {
        form.elements.credential.value = sent(await key(form));
        form.submit();
      } catch {
        wrong.hidden = false;
        button.disabled = false;
        button.focus();
      }
    });
    form.addEventListener("submit", (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      button.click();
    });
  }
  for (const notice of document.querySelectorAll("[data-no-passkey]")) notice.hidden = true;
})();
