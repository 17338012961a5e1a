// Tells by the name that a file is written by people: one that looks binary all the same hides something.

/** Endings of code, markup and settings. */
const endings = new Set(
  [
    'asm astro bash bat bicep bzl c cc cfg clj cljs cmake cmd conf config cpp cs cshtml csx css cts cxx dart ejs erb erl ex exs',
    'fish fs fsi fsx gemspec go gql gradle graphql groovy h haml hbs hcl hh hpp hs htm html hxx ini java jl js json json5 jsonc',
    'jsx kt kts less liquid lua m md mjs cjs mk mm mts nix php pl pm properties props proto ps1 psd1 psm1 py pyi pyw pyx r rake',
    'razor rb resx rs rst sass sbt scala scss sh sln sol sql star sv svelte swift targets tf tfvars toml ts tsx twig txt v vb',
    'vbhtml vhd vhdl vue xaml xml yaml yml zsh',
  ].flatMap((list) => list.split(' ')),
);

/** Whole names, and their beginnings before a dot: `Dockerfile.release`. */
const names =
  /^(?:containerfile|dockerfile|jenkinsfile|makefile|gnumakefile|vagrantfile|gemfile|rakefile|procfile|brewfile|justfile|codeowners|gradlew|mvnw)(?:\.|$)/i;

/** `.env`, `.env.local`, `.npmrc`: settings of tools. */
const settings = /^\.(?:env(?:\..*)?|[a-z]+rc|[a-z]+ignore|gitattributes|gitmodules|editorconfig)$/i;

/** True for the repository path of code, markup or settings. */
export function isSourceName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const isProject = name.includes('.') && ending.endsWith('proj');
  return (name.includes('.') && endings.has(ending)) || isProject || names.test(name) || settings.test(name);
}
