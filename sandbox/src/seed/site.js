// SPDX-License-Identifier: MIT

/** The site settings of a fresh server. `host` is added where they are shown. */
export function siteDefaults() {
  return {
    title: 'Wiki.js', description: '', robots: ['index', 'follow'], analyticsService: '', analyticsId: '', company: '',
    contentLicense: '', footerOverride: '', logoUrl: '', pageExtensions: 'md, html, txt', authAutoLogin: false,
    authEnforce2FA: false, authHideLocal: false, authLoginBgUrl: '', authJwtAudience: 'urn:wiki.js',
    authJwtExpiration: '30m', authJwtRenewablePeriod: '14d', editFab: true, editMenuBar: false, editMenuBtn: true,
    editMenuExternalBtn: true, editMenuExternalName: 'GitHub', editMenuExternalIcon: 'mdi-github',
    editMenuExternalUrl: 'https://github.com/org/repo/blob/main/{filename}', featurePageRatings: true,
    featurePageComments: true, featurePersonalWikis: true, securityOpenRedirect: true, securityIframe: true,
    securityReferrerPolicy: true, securityTrustProxy: false, securitySRI: true, securityHSTS: false,
    securityHSTSDuration: 300, securityCSP: false, securityCSPDirectives: '', uploadMaxFileSize: 5242880,
    uploadMaxFiles: 10, uploadScanSVG: true, uploadForceDownload: true,
  };
}
