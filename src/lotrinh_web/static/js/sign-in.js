// A demonstration account, once chosen, fills the form.
document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-username]");
  if (!choice) return;
  document.getElementById("id_username").value = choice.dataset.username;
  const password = document.getElementById("id_password");
  password.value = choice.dataset.password;
  password.focus();
});
